### Mewngofnodi: codau, gwahoddiadau, allweddi pas.

enter-ways-link = Mae gennyf wahoddiad
enter-ways-link-2 = Mewngofnodi gydag allwedd pas (passkey)
enter-ways-link-3 = Cael cod drwy neges destun neu e-bost
enter-ways-link-4 = Staff: mewngofnodi gyda chyfrinair ac ap
enter-public-link = Ffyrdd o fewngofnodi
enter-with-passkey-text = Mae allwedd pas ar eich ffôn neu eich cyfrifiadur. Rydych yn ei datgloi gyda’ch bys, eich wyneb neu PIN.
enter-with-passkey-text-2 = Nid oes allweddi pas yng nghyfeiriad hwn y gwasanaeth.
enter-with-passkey-link = Mewngofnodi mewn ffordd arall
enter-with-passkey-button = Defnyddio allwedd pas
enter-with-passkey-instead = Ewch yn ôl a dewis ffordd arall o fewngofnodi.
enter-with-passkey-failed = Ni ddefnyddiwyd allwedd pas. Rhowch gynnig arall arni, neu dewiswch ffordd arall o fewngofnodi.
enter-ask-code-text = Rydym yn anfon cod i rif ffôn symudol neu gyfeiriad e-bost a gadarnhawyd gennych gyda’ch gwahoddiad. Nid yw’r neges yn dweud beth yw ei phwnc.
enter-ask-code-button = Anfon cod
enter-ask-code-ask = Eich rhif ffôn symudol neu eich cyfeiriad e-bost
enter-ask-code-title = Cael cod i fewngofnodi
enter-type-code-text = Os yw’r rhif neu’r cyfeiriad hwnnw’n un a gadarnhawyd gennych, mae cod ar ei ffordd. Mae’n gweithio am 10 munud.
enter-type-code-button = Ymlaen
enter-type-code-ask = Cod
enter-type-code-hint = Chwe digid.
enter-type-code-title = Teipiwch y cod
enter-type-code-link = Gofyn am god newydd
enter-which-case-ask = Eich achosion
enter-which-case-title = Pa achos rydych am ei weld?
enter-invitation-text = Os nad yw’n gweithio mwyach, gofynnwch i’r person a’i rhoddodd i chi am un newydd. Mae hynny’n gyflym, ac nid oes dim yn cael ei golli.
enter-invitation-ask = Y cod ar eich gwahoddiad
enter-invitation-hint = 12 o lythrennau a rhifau, fel 7K2M-Q9XD-04TW. Nid yw llythrennau bach na bylchau’n bwysig.
enter-invitation-title = Defnyddio eich gwahoddiad
enter-question-ask = Beth yw eich dyddiad geni?
enter-question-hint = Er enghraifft, 27 3 1987.
enter-question-title = Un cwestiwn
enter-question-ask-2 = Pa air y cytunoch arno gyda ni?
enter-question-ask-3 = Beth yw eich enw mewngofnodi?
enter-question-ask-4 = Beth yw cyfeirnod eich achos?
enter-question-ask-5 = Beth yw eich cyfenw?
enter-question-link = Dechrau eto
enter-choose-contact-text = Dewiswch ffordd y mae neb ond chi yn ei defnyddio. Ni ddylai neb arall allu darllen eich negeseuon yno.
enter-choose-contact-ask = Anfonwch godau ataf drwy
enter-choose-contact-hint = Byddwch yn gwneud un ar y dudalen nesaf. Hebddi bydd angen gwahoddiad newydd arnoch y tro nesaf.
enter-choose-contact-title = Sut rydych am fewngofnodi o hyn ymlaen?
enter-choose-contact-choice = Dim codau: byddaf yn defnyddio allwedd pas

## Beth all fod o’i le ar ffurflen.

enter-not-in = Ni weithiodd hynny. Gwiriwch yr hyn a deipiwyd gennych. Mae codau’n gweithio unwaith yn unig ac am gyfnod byr: gallwch ofyn am un newydd
refusal-invitation = Rhowch y cod sydd ar eich gwahoddiad
refusal-contact = Rhowch eich rhif ffôn symudol neu eich cyfeiriad e-bost
refusal-name = Rhowch enw’r person sy’n gweithredu
refusal-kind = Dewiswch pwy ydynt
refusal-scope = Dewiswch yr hyn y cânt ei wneud
refusal-last-day = Rhaid i’r diwrnod olaf fod heddiw neu’n hwyrach
refusal-real-day = Rhowch ddiwrnod go iawn, fel 5 3 2027, neu ei adael yn wag
refusal-who = Dewiswch pwy rydych am fod
