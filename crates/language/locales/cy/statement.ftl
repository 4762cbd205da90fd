### Datganiad Personol Dioddefwr.

statement-title = Eich datganiad personol
statement-title-family = Datganiad eich teulu
statement-title-other = Datganiad personol { $name }
statement-lead = Gallwch ddweud wrth y llys yn eich geiriau eich hun sut mae’r drosedd wedi effeithio arnoch. Nid oes rhaid i chi. Ni fydd neb yn meddwl llai ohonoch os na wnewch.
statement-lead-family = Gallwch ddweud wrth y llys yn eich geiriau eich hun beth mae’r golled hon yn ei olygu i chi a’ch teulu. Nid oes rhaid i chi. Ni fydd neb yn meddwl llai ohonoch os na wnewch.
statement-lead-acting = Gallwch ysgrifennu hwn ar ran { $name }. Dylai ddweud sut mae’r drosedd wedi effeithio ar { $name }, yng ngeiriau { $name } cyn belled ag y gallwch.
statement-what = Beth ydyw
statement-what-1 = Ei enw yw Datganiad Personol Dioddefwr. Mae amdanoch chi: eich teimladau, eich iechyd, eich cartref a’ch teulu, eich gwaith neu’ch ysgol, eich arian, pa mor ddiogel rydych yn teimlo.
statement-what-2 = Mae’r hyn a ddigwyddodd ar y diwrnod yn eich datganiad tyst. Nid oes rhaid i chi ei adrodd eto yma.
statement-use = Sut mae’r llys yn ei ddefnyddio
statement-use-1 = Os ceir rhywun yn euog, neu os yw’n dweud ei fod yn euog, mae’r barnwr neu’r ynadon yn ei ddarllen cyn penderfynu ar y ddedfryd.
statement-use-2 = Ni allwch ddweud ynddo pa ddedfryd yr hoffech ei gweld. Mater i’r llys yn unig yw hynny. Gadewch hynny allan: ni chaiff y llys ei ystyried.
statement-readers = Pwy fydd yn ei ddarllen
statement-readers-1 = Yr heddlu, eich swyddog gofal tystion, yr erlynydd a’r llys.
statement-readers-2 = Mae’r diffynnydd a’i gyfreithiwr yn ei weld fel arfer hefyd. Gallant eich holi amdano yn y llys. Peidiwch ag ysgrifennu ble rydych yn byw neu’n gweithio, na rhif ffôn.
statement-readers-3 = Gallwch farcio rhannau yr hoffech eu cadw rhag yr ochr arall. Mae’r erlynydd yn gofyn am hynny. Y llys sy’n penderfynu, felly ni allwn ei addo.
statement-readers-4 = Ni all neb ond chi ei ddarllen cyn i chi ei anfon.
statement-readers-4-acting = Ni all neb ond chi, { $name } ac eraill a gaiff ei ysgrifennu gyda chi ei ddarllen cyn iddo gael ei anfon.
statement-after = Gallwch ei newid nes i chi ei anfon. Ar ôl hynny ni allwch dynnu geiriau allan, ond gallwch ychwanegu datganiad arall hyd at y ddedfryd.
statement-help = Os hoffech gael help
statement-help-1 = Gallwch ofyn i { $contact } ei ysgrifennu gyda chi. Gall rhywun sy’n eich cefnogi eistedd gyda chi wrth i chi ysgrifennu. Gallwch stopio unrhyw bryd.
statement-help-2 = Gall ysgrifennu am hyn ddod â llawer yn ôl. Os yw’n mynd yn ormod, stopiwch. Mae’r hyn a gadwoch yn aros yma.
statement-support = Dod o hyd i gefnogaeth yn eich ardal

statement-when-best = Mae gwrandawiad llys ar { SOFT($hearing) }. Y peth gorau yw anfon eich datganiad erbyn diwedd { $day }, fel ei fod yn cyrraedd y llys mewn pryd. Mae’n well yn hwyr na ddim o gwbl.
statement-when-soon = Mae gwrandawiad llys ar { SOFT($hearing) }. Anfonwch eich datganiad cyn gynted ag y gallwch. Mae’n well yn hwyr na ddim o gwbl.
statement-when-hearing = Mae gwrandawiad llys ar { SOFT($hearing) }. Gorau po gyntaf y byddwch yn ei anfon.
statement-when-none = Nid oes gwrandawiad llys wedi’i drefnu, felly nid oes diwrnod olaf eto. Pan gaiff gwrandawiad ei drefnu, bydd y dudalen hon yn dweud erbyn pryd y mae orau ei anfon.
statement-when-sentenced = Mae’r llys wedi rhoi dedfryd. Gall yr hyn a ysgrifennwch nawr fynd at y Bwrdd Parôl os bydd yn penderfynu ar ryddhau.

statement-write = Ysgrifennu eich datganiad
statement-write-on = Parhau i ysgrifennu
statement-write-more = Ychwanegu datganiad arall
statement-writing-saved = Cadwoch { $count ->
    [one] { $count } nod
    [two] { $count } nod
   *[other] { $count } nod
  } ar { SOFT($when) }. Nid yw wedi’i anfon.
statement-versions = Fersiynau a gadwoch
statement-versions-about = Bob tro y byddwch yn cadw, mae’r fersiwn flaenorol yn aros. Ni all neb arall eu darllen.
statement-version = Fersiwn { $number }, a gadwyd ar { SOFT($when) }
statement-version-by = Fersiwn { $number }, a gadwyd gan { $who } ar { SOFT($when) }
statement-version-back = Parhau gyda’r fersiwn hon
statement-version-back-about = Hon fydd y fersiwn ddiweddaraf. Mae’r lleill yn aros.
statement-version-back-done = Rydych yn parhau o fersiwn hŷn. Mae’r lleill yma o hyd.

statement-text = Eich datganiad
statement-text-hint = Ysgrifennwch fel rydych yn siarad. Mae byr neu hir yn iawn. Gallwch siarad hefyd: tapiwch y meicroffon ar fysellfwrdd eich dyfais. Gadewch linell wag rhwng paragraffau, fel y gallwch farcio rhai ohonynt wedyn.
statement-text-counted = Rydych wedi ysgrifennu { $count } o { $most } nod.
statement-save-keeps = Cadwch mor aml ag y mynnwch. Os cewch eich allgofnodi wrth ysgrifennu, pwyswch Cadw: bydd yr hyn a ysgrifennoch yn cael ei gadw nes i chi fewngofnodi eto.
statement-kind = Ar gyfer beth y mae?
statement-kind-first = Y llys, cyn y ddedfryd
statement-kind-update = I ychwanegu at yr hyn a anfonais, cyn y ddedfryd
statement-kind-parole = Y Bwrdd Parôl
statement-save = Cadw ac aros yma
statement-go-on = Cadw a mynd ymlaen
statement-saved = Wedi’i gadw. { $count ->
    [one] Mae ynddo { $count } nod.
   *[other] Mae ynddo { $count } nod.
  }
statement-saved-meanwhile = Wedi’i gadw. Cafodd fersiwn arall ei chadw wrth i chi ysgrifennu. Mae’r ddwy wedi’u cadw: edrychwch isod cyn anfon un.
statement-too-long = Mae gan eich datganiad { $count } nod. Gall fod â hyd at { $most }. Mae’r hyn a ysgrifennoch yma o hyd, ond nid yw wedi’i gadw. Gwnewch ef yn fyrrach, yna cadwch ef.
statement-back = Eich datganiad personol

statement-choices = Sut y defnyddir eich datganiad
statement-keep = A oes unrhyw beth yr hoffech ei gadw rhag yr ochr arall?
statement-keep-hint = Ticiwch y rhannau hynny. Mae’r erlynydd yn gofyn i’r llys eu gadael allan o’r hyn y mae’r diffynnydd yn ei weld. Y llys sy’n penderfynu.
statement-heard = Os ceir rhywun yn euog, a ddylid ei ddarllen yn uchel yn y llys?
statement-heard-hint = Gallwch newid eich meddwl hyd at y diwrnod. Y llys sy’n penderfynu yn y diwedd.
statement-heard-not-aloud = Na. Mae’r barnwr yn ei ddarllen, ac nid yw’n cael ei ddarllen yn uchel
statement-heard-by-victim = Ie, hoffwn ei ddarllen fy hun
statement-heard-by-prosecutor = Ie, dylai’r erlynydd ei ddarllen
statement-heard-by-somebody = Ie, dylai rhywun arall ei ddarllen ar fy rhan
statement-heard-recording = Ie, dylid chwarae recordiad
statement-heard-undecided = Nid wyf wedi penderfynu. Gofynnwch i mi eto
statement-screen = Os ydych yn yr ystafell
statement-screen-yes = Hoffwn fod y tu ôl i sgrin, fel na all y diffynnydd fy ngweld
statement-screen-hint = Nid oes rhaid i chi fod yno.
statement-choices-save = Cadw a gwirio

statement-check = Gwirio eich datganiad cyn ei anfon
statement-check-kind = Ar gyfer
statement-check-heard = Darllen yn uchel
statement-check-screen = Y tu ôl i sgrin
statement-check-yes = Ie
statement-check-no = Na
statement-check-marked = Rydych yn gofyn am gadw hyn rhag yr ochr arall:
statement-check-truth = Drwy ei anfon rydych yn dweud ei fod yn wir hyd y gwyddoch. Gellir ei ddefnyddio yn y llys.
statement-check-readers = Bydd yr heddlu, eich swyddog gofal tystion, yr erlynydd a’r llys yn ei ddarllen. Gall y diffynnydd a’i gyfreithiwr ei weld.
statement-check-readers-parole = Bydd y Gwasanaeth Prawf a’r Bwrdd Parôl yn ei ddarllen. Gall y carcharor ei weld, oni bai bod y bwrdd yn penderfynu fel arall.
statement-send = Anfon fy natganiad
statement-change-text = Newid yr hyn a ysgrifennais
statement-change-choices = Newid fy newisiadau
statement-sent-done = Mae eich datganiad wedi’i anfon. Mae’r dudalen hon yn dangos pob cam i chi nes ei fod gyda’r llys.

statement-way = Ble mae eich datganiad
statement-way-of = { $kind }, a anfonwyd ar { SOFT($day) }
statement-step-sent = Anfonwyd gennych chi
statement-step-sent-acting = Anfonwyd
statement-step-received = Mae gyda’r heddlu
statement-step-with-prosecutor = Mae gyda’r erlynydd
statement-step-with-court = Mae gyda’r llys
statement-step-read = Mae’r barnwr wedi’i ddarllen
statement-step-read-out = Cafodd ei ddarllen yn uchel neu ei chwarae
statement-step-received-parole = Mae gyda’r Gwasanaeth Prawf
statement-step-with-court-parole = Mae gyda’r Bwrdd Parôl
statement-step-read-parole = Mae’r Bwrdd Parôl wedi’i ddarllen
statement-step-read-out-parole = Cafodd ei ddarllen yn uchel neu ei chwarae i’r Bwrdd Parôl
statement-step-not-yet = Ddim eto
statement-step-on = { $day }
statement-step-on-words = { $day }. { $words }
statement-read = Darllen neu argraffu’r hyn a anfonoch
statement-check-mark = Marc gwirio: { $mark }
statement-check-mark-about = Gall pwy bynnag sydd â’ch datganiad gymharu’r marc hwn. Pan fydd yr un fath, nid oes neb wedi newid gair.
statement-copy = Gofyn am gopi ar bapur
statement-copy-done = Gofynnoch am gopi ar bapur. Bydd yr heddlu’n ei roi i chi mewn ffordd sy’n ddiogel i chi.
statement-update = Os oes mwy wedi newid
statement-update-about = Gallwch ychwanegu datganiad arall eich hun unrhyw bryd cyn y ddedfryd. Neu gofynnwch i’r heddlu ei ysgrifennu gyda chi.
statement-update-ask = Gofyn i’r heddlu ychwanegu ato gyda mi
statement-update-done = Gofynnoch i’r heddlu ychwanegu at eich datganiad gyda chi. Byddant yn cysylltu.

refusal-statement-empty = Ysgrifennwch rywbeth yn gyntaf, neu ewch yn ôl. Nid oes rhaid i chi wneud datganiad
refusal-statement-heard = Dewiswch a gaiff ei ddarllen yn uchel, a chan bwy
refusal-statement-newer = Cafodd fersiwn ddiweddarach ei chadw ers i chi edrych ar hon. Edrychwch arni cyn ei hanfon

asking-about-support = cael eich rhoi mewn cysylltiad â gwasanaeth cymorth
asking-about-support-later = gofyn i chi eto am gefnogaeth yn nes ymlaen
asking-about-compensation = help gydag iawndal
asking-about-expenses = treuliau mynd i’r llys
asking-about-review = edrych eto ar benderfyniad
asking-about-complaint = cwyn
