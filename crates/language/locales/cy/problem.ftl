### Tudalennau ar gyfer pan nad yw rhywbeth fel y gobeithiwyd: beth ddigwyddodd, a beth y gall y person ei wneud.

problem-to-your-case = Mynd i’ch achos
problem-to-start = Mynd i’r dudalen gychwyn
problem-to-sign-in = Mynd i’r dudalen fewngofnodi

problem-not-there = Heb ddod o hyd i’r dudalen
problem-not-there-1 = Os gwnaethoch deipio’r cyfeiriad, gwiriwch ei fod yn gywir. Os gwnaethoch ei ludo, gwiriwch eich bod wedi copïo’r cyfan.
problem-not-there-2 = Efallai fod y dudalen am achos nad ydych yn rhan ohono. Os credwch y dylech ei gweld, gofynnwch i’ch person cyswllt neu eich goruchwyliwr.

problem-not-from-here = Ni allem dderbyn y ffurflen hon
problem-not-from-here-1 = Ni chafodd unrhyw beth ei gadw. Bu’r dudalen ar agor am amser hir, neu rydych wedi mewngofnodi eto ers ei hagor.
problem-not-from-here-2 = Ewch yn ôl yn eich porwr: dylai’r hyn y gwnaethoch ei deipio fod yno o hyd. Copïwch ef, agorwch y dudalen eto a’i ludo.

problem-too-large = Mae hynny’n rhy hir i’w anfon
problem-too-large-1 = Ni chafodd unrhyw beth ei gadw. Mae’r hyn a anfonwyd gennych yn hirach nag y gallwn ei dderbyn: tua 100 tudalen o destun.
problem-too-large-2 = Ewch yn ôl yn eich porwr: dylai’r hyn y gwnaethoch ei deipio fod yno o hyd. Gwnewch ef yn fyrrach a’i anfon eto. Gallwch ychwanegu’r gweddill wedyn.
problem-too-large-again = Agor ffurflen wag eto

problem-fault = Mae’n ddrwg gennym, mae problem gyda’r gwasanaeth
problem-fault-1 = Ein bai ni yw hyn. Ni allwn ddweud a gafodd eich newid diwethaf ei gadw, felly gwiriwch cyn ei ailadrodd.
problem-fault-2 = Rhowch gynnig arall arni ymhen ychydig funudau. Os ydych mewn perygl, ffoniwch 999.

problem-no-sign-in = Ni allem eich mewngofnodi
problem-no-sign-in-1 = Nid ydych wedi mewngofnodi, ac ni newidiwyd unrhyw beth. Gall hyn ddigwydd pan fydd mewngofnodi’n cymryd mwy na deng munud, neu pan fydd y cyfeiriad yn cael ei agor am yr ail waith.
problem-no-sign-in-2 = Rhowch gynnig arall arni o’r dudalen fewngofnodi. Os bydd yn digwydd eto, gofynnwch i bwy bynnag sy’n gofalu am eich cyfrif. Os ydych yn ddioddefwr, ffoniwch eich person cyswllt: gallant eich helpu heb y dudalen hon.

problem-busy = Mae’n ddrwg gennym, nid yw’r gwasanaeth ar gael ar hyn o bryd
problem-busy-1 = Ni allwn ateb ar hyn o bryd. Nid oes dim a gadwyd o’r blaen wedi’i golli.
problem-busy-2 = Rhowch gynnig arall arni ymhen ychydig funudau. Os ydych mewn perygl, ffoniwch 999.
