### The care card: a sheet to print or keep.

card-title = Eich cerdyn gofal
card-about = Eich hawliau’n fyr, pwy i’w ffonio, a sgwâr i’w sganio sy’n arwain at y dudalen mewngofnodi. Nid yw’r sgwâr yn dweud dim amdanoch.
card-safe = Argraffwch ef dim ond lle na fydd neb yn dod o hyd iddo na ddylai. Mae copi wedi’i gadw yn aros ar y ddyfais hon nes i chi ei ddileu.
card-print = Argraffwch y dudalen hon, neu
card-pdf = Ei chadw fel PDF
card-contact = Pwy i’w ffonio
card-no-contact = Nid oes neb wedi’i enwi eto. Ffoniwch 101.
card-danger = Mewn perygl: ffoniwch 999. Os na allwch siarad ar ffôn symudol, pwyswch 55.
card-not-danger = Yr heddlu, pan nad yw’n fater brys: 101.
card-support = Cymorth i Ddioddefwyr, am ddim, ddydd a nos: 08 08 16 89 111.
card-reference = Eich cyfeirnod
card-reference-none = Nid yw eich cyfeirnod yn hysbys eto.
card-rights = Eich hawliau, a phryd y mae pob un yn ddefnyddiol
card-right-understand = Bob amser: gofynnwch nes i chi ddeall. Gallwch gael cyfieithydd, print bras, neu rywun gyda chi.
card-right-told = Pan fydd rhywbeth yn digwydd: cael gwybod, a pham. Gofynnwch pryd y byddwch yn clywed nesaf.
card-right-support = O’r diwrnod cyntaf: cael eich rhoi mewn cysylltiad â phobl a all eich cefnogi, hefyd os nad ewch at yr heddlu.
card-right-review = Pan na chaiff neb ei gyhuddo: gofynnwch am edrych eto ar y penderfyniad. Gofynnwch yn fuan: mae terfyn amser.
card-right-statement = Cyn y llys: dywedwch mewn datganiad personol beth y mae wedi’i olygu i chi. Chi sy’n dewis a ydych am wneud hynny.
card-right-court = Yn y llys: gofynnwch yn gynnar am ystafell ar wahân, sgrin neu gyswllt fideo, ac am eich treuliau.
card-right-after = Wedyn: holwch am iawndal, eich eiddo, a newyddion am ryddhau.
card-right-complain = Pan nad yw rhywbeth yn digwydd: cwynwch. Nid oes angen rheswm arall arnoch.
card-code = Mewngofnodi: sganiwch hwn, neu teipiwch y cyfeiriad
card-code-leads = Sgwâr i’w sganio. Mae’n arwain at { $address }.
