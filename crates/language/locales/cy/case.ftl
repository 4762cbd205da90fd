### Achos y dioddefwr: beth yw’r sefyllfa, beth sy’n ddyledus, a beth y gallant ei ddweud amdano.

case-title = Eich achos
case-what = { $what }, adroddwyd ar { SOFT($day) }
case-reference = Eich cyfeirnod: { $reference }
case-stands = Beth yw’r sefyllfa
case-stands-since = Roedd hynny ar { SOFT($day) }.
case-you-told-us = { $about ->
    [bereaved] Rhoddwyd gwybod am y farwolaeth.
    [collision] Rhoddwyd gwybod am y gwrthdrawiad.
   *[crime] Dywedoch chi wrthym beth ddigwyddodd.
}
case-happened-hearing = { $what } Mae ar { SOFT($hearing) }.
case-next = Beth sy’n digwydd nesaf
case-next-hearing = Mae gwrandawiad llys ar { SOFT($hearing) }.
case-next-owed = Dylai { $who } wneud hyn erbyn diwedd { $day }: { $what }.
case-next-nothing = Byddwn yn dweud wrthych pan fydd rhywbeth yn digwydd. Nid oes rhaid i chi wneud unrhyw beth.
case-hearing-day = { $day }
case-hearing-day-time = { $day } am { $time }
case-hearing-day-court = { $day } yn { $court }
case-hearing-day-time-court = { $day } am { $time } yn { $court }
case-contact = Eich person cyswllt
case-contact-nobody = Nid oes neb wedi’i enwi eto. Ffoniwch 101 a rhoi eich cyfeirnod.
case-contact-one = { $name }.
case-contact-or-team = { $name }, neu { $team }.
case-contact-anyone = unrhyw un yn nhîm { $team }
case-contact-phone = Ffôn: { $phone }. Mewn argyfwng, ffoniwch 999.
case-owed = Yr hyn sy’n ddyledus i chi
case-owed-nothing = Dim byd ar hyn o bryd. Pan fydd rhywbeth yn digwydd yn eich achos, bydd yr hyn sy’n ddyledus i chi yn ymddangos yma.
case-owed-done = Beth arall a wnaed ({ $count })
case-owed-also = Beth arall sy’n ddyledus i chi, heb ddiwrnod penodol
case-happened = Beth sydd wedi digwydd
case-more-about = Am eich achos
case-more-help = Help, a’r hyn y gallwch ofyn amdano
case-more-you = Chi a’ch gwybodaeth
case-more = Mwy
case-more-statement = Eich datganiad personol
case-more-sharing = Pwy gaiff eich gwybodaeth
case-more-people = Pobl sy’n gweithredu ar eich rhan
case-more-seen = Pwy sydd wedi gweld eich gwybodaeth
case-more-copy = Cael copi o’ch gwybodaeth
case-more-words = Egluro geiriau

case-count-late = { $count } yn hwyr
case-count-due = { $count } i ddod
case-count-done = { $count } wedi’u gwneud
case-count-disputed = { $count } yn cael eu gwirio

owed-late = Yn hwyr
owed-due = I ddod
owed-done = Wedi’i wneud
owed-disputed = Yn cael ei wirio
owed-not-wanted = Ddim ei eisiau
owed-told = Yr hyn a ddywedwyd wrthych: “{ $words }”
owed-who = Pwy sy’n gwneud hyn: { $who }
owed-by = Erbyn diwedd { $day }.
owed-was-due = Dylai hyn fod wedi’i wneud erbyn diwedd { $day }. Mae’n ddrwg gennym ei fod yn hwyr. Gallwch ofyn i { $contact } beth sy’n digwydd.
owed-was-due-now = Dylai hyn fod wedi’i wneud erbyn hyn. Mae’n ddrwg gennym ei fod yn hwyr. Gallwch ofyn i { $contact } beth sy’n digwydd.
owed-your-contact = eich person cyswllt
owed-sorry-late = { $done } Mae’n ddrwg gennym ei fod yn hwyr.
owed-you-do-not-want = Dywedoch nad ydych eisiau hyn. Gallwch newid eich meddwl unrhyw bryd.
owed-starts-later = Mae hyn yn dechrau pan fydd y newyddion wedi’u cyrraedd.
owed-no-day = Nid oes diwrnod penodol ar gyfer hyn.
owed-now = Mae hyn i ddod nawr.

done-phone = Gwnaeth { $who } eich ffonio ar { SOFT($day) }.
done-text = Anfonodd { $who } neges destun atoch ar { SOFT($day) }.
done-email = Anfonodd { $who } e-bost atoch ar { SOFT($day) }.
done-letter = Ysgrifennodd { $who } atoch ar { SOFT($day) }.
done-in-person = Cyfarfu { $who } â chi ar { SOFT($day) }.
done-video = Siaradodd { $who } â chi drwy fideo ar { SOFT($day) }.
done-advocate = Dywedodd { $who } wrth eich eiriolwr ar { SOFT($day) }.
done-account = Ysgrifennodd { $who } atoch yma ar { SOFT($day) }.
done-other = Gwnaeth { $who } hyn ar { SOFT($day) }.

said-understood = Dywedoch fod hyn wedi digwydd a’ch bod wedi’i ddeall.
said-happened = Dywedoch fod hyn wedi digwydd.
said-not-understood = Dywedoch nad oeddech yn deall hyn. Bydd rhywun yn ei egluro i chi.
said-did-not-happen = Dywedoch na ddigwyddodd hyn. Bydd rhywun yn edrych arno.

provider-police = Yr heddlu
provider-cps = Gwasanaeth Erlyn y Goron
provider-wcu = Yr Uned Gofal Tystion
provider-hmcts = Gwasanaeth Llysoedd a Thribiwnlysoedd EF
provider-probation = Y Gwasanaeth Prawf
provider-yot = Y tîm troseddau ieuenctid
provider-parole-board = Y Bwrdd Parôl
provider-cica = Yr Awdurdod Digolledu am Anafiadau Troseddol
provider-ccrc = Y Comisiwn Adolygu Achosion Troseddol
provider-court-supreme = Y llys apêl uchaf
provider-nhs-hospital = Rheolwyr ysbyty’r GIG
provider-moj = Y Weinyddiaeth Gyfiawnder
provider-pcc = Comisiynydd yr Heddlu a Throseddu
provider-support-service = Gwasanaeth cymorth
provider-team = Y tîm sy’n gofalu am eich achos
provider-all = Pob darparwr gwasanaeth
provider-victim = Chi

answer-happened = Mae hyn wedi digwydd
answer-understood = Roeddwn yn deall hyn
answer-not-understood = Doeddwn i ddim yn deall hyn
answer-did-not-happen = Ni ddigwyddodd hyn
answer-thanks-happened = Diolch. Rydym wedi nodi bod hyn wedi digwydd.
answer-thanks-understood = Diolch. Rydym wedi nodi eich bod wedi deall hyn.
answer-thanks-not-understood = Diolch. Mae bellach ar restr y bobl sy’n gorfod ei egluro i chi.
answer-thanks-did-not-happen = Diolch am ddweud wrthym. Mae bellach ar restr y bobl sy’n gorfod edrych arno.
answer-does-happened = Byddwn yn nodi eich bod yn dweud iddo gael ei wneud, a phryd y dywedoch wrthym.
answer-does-understood = Byddwn yn nodi eich bod wedi cael gwybod a’i fod yn glir. Gallwch ofyn amdano o hyd.
answer-does-not-understood = Ein lle ni yw unioni hynny. Bydd rhywun yn ei egluro i chi eto.
answer-does-did-not-happen = Nid oes rhaid i chi brofi unrhyw beth. Cedwir yr hyn a ddywedwch wrth ochr yr hyn a nodwyd, ac mae’r bobl sy’n gyfrifol yn ei weld ar eu rhestr.
answer-ask-happened = Sut a phryd y cawsoch wybod? (dewisol)
answer-ask-understood = A oes unrhyw beth yr hoffech ei ofyn? (dewisol)
answer-ask-not-understood = Beth nad oedd yn glir? (dewisol)
answer-ask-did-not-happen = Beth ddigwyddodd yn lle hynny? (dewisol)
answer-send-happened = Ydy, mae hyn wedi digwydd
answer-send-understood = Oeddwn, roeddwn yn deall hyn
answer-send-not-understood = Dweud wrthym nad oeddech yn deall
answer-send-did-not-happen = Dweud wrthym na ddigwyddodd hyn
answer-written-down = Nodwyd hyn: { $done }
answer-go-back = Mynd yn ôl heb ddweud unrhyw beth

explain-released-under-investigation = Beth yw ystyr “rhyddhau tra bo’r ymchwiliad yn parhau”?
explain-bail = Beth yw ystyr mechnïaeth?
explain-arrest = Beth yw ystyr arestio?
explain-charge = Beth yw ystyr “cyhuddo”?
explain-remand = Beth yw ystyr cadw yn y ddalfa?
explain-hearing = Beth yw gwrandawiad?
explain-no-further-action = Beth yw ystyr “dim camau pellach”?
explain-personal-statement = Beth yw datganiad personol?

words-title = Egluro geiriau
words-back = Yn ôl i’ch achos
words-arrest = Arestio
words-arrest-means = Mae’r heddlu’n dal rhywun oherwydd eu bod yn eu hamau. Nid yw’n golygu y cânt eu cyhuddo.
words-bail = Mechnïaeth
words-bail-means = Mae rhywun yn rhydd tra bo’r achos yn parhau, ond rhaid iddynt ddod yn ôl ar ddiwrnod penodol. Yn aml mae rheolau, fel peidio â chysylltu â chi na dod i’ch stryd. Os caiff rheol ei thorri, ffoniwch yr heddlu: 999 os ydych mewn perygl, 101 os nad ydych.
words-released-under-investigation = Rhyddhau tra bo’r ymchwiliad yn parhau
words-released-under-investigation-means = Mae rhywun yn rhydd tra bo’r heddlu’n dal i ymchwilio. Nid oes rheolau iddynt fel sydd gyda mechnïaeth, na diwrnod i ddod yn ôl.
words-charge = Cyhuddo
words-charge-means = Mae rhywun yn cael ei gyhuddo’n ffurfiol ac yn gorfod mynd i’r llys.
words-remand = Cadw yn y ddalfa
words-remand-means = Mae rhywun yn cael ei gadw yn y carchar nes bod y llys yn penderfynu.
words-hearing = Gwrandawiad
words-hearing-means = Cyfarfod o’r llys am yr achos. Nid oes rhaid i chi fod yn y rhan fwyaf ohonynt.
words-no-further-action = Dim camau pellach
words-no-further-action-means = Mae’r heddlu neu’r erlynwyr wedi penderfynu peidio â mynd â’r achos i’r llys. Rhaid iddynt ddweud wrthych pam. Mewn llawer o achosion gallwch ofyn am edrych eto ar y penderfyniad.
words-personal-statement = Datganiad personol dioddefwr
words-personal-statement-means = Eich geiriau eich hun am sut mae’r drosedd wedi effeithio arnoch. Mae’r llys yn ei ddarllen os ceir rhywun yn euog. Chi sy’n dewis a ydych am wneud un.

rights-title = Eich hawliau
rights-about = Mae Cod y Dioddefwyr yn rhoi’r hawliau hyn i chi. Maent yn eiddo i chi p’un a gaiff rhywun ei gyhuddo ai peidio.
rights-enhanced = Mae gennych hawliau ychwanegol oherwydd yr hyn a ddigwyddodd i chi: rhaid i’r rhan fwyaf o newyddion eich cyrraedd o fewn un diwrnod gwaith, nid pump, a gallwch ofyn am gymorth arbenigol.
rights-1 = Gallu deall, a chael eich deall
rights-2 = { $about ->
    [bereaved] Cael yr hyn a ddigwyddodd wedi’i gofnodi heb oedi
    [collision] Cael y gwrthdrawiad wedi’i gofnodi heb oedi
   *[crime] Cael y drosedd wedi’i chofnodi heb oedi
}
rights-3 = { $about ->
    [bereaved] Cael gwybodaeth pan roddir gwybod am y farwolaeth
    [collision] Cael gwybodaeth pan fyddwch yn rhoi gwybod am y gwrthdrawiad
   *[crime] Cael gwybodaeth pan fyddwch yn adrodd am y drosedd
}
rights-4 = Cael eich rhoi mewn cysylltiad â phobl a all eich cefnogi
rights-5 = Cael gwybod am iawndal
rights-6 = Cael gwybod sut mae’r ymchwiliad a’r erlyniad yn mynd, a gofyn am edrych eto ar rai penderfyniadau
rights-7 = { $about ->
    [bereaved] Dweud mewn datganiad personol beth mae’r farwolaeth wedi’i olygu i chi a’ch teulu
    [collision] Dweud mewn datganiad personol sut mae’r gwrthdrawiad wedi effeithio arnoch
   *[crime] Dweud mewn datganiad personol sut mae’r drosedd wedi effeithio arnoch
}
rights-8 = Cael gwybod am y treial, beth sy’n digwydd ynddo a beth mae tyst yn ei wneud
rights-9 = Cael gwybod sut y daeth yr achos i ben, ac am unrhyw apêl
rights-10 = Cael eich treuliau wedi’u talu a chael eich eiddo yn ôl
rights-11 = Cael gwybod am y troseddwr ar ôl euogfarn, pan fo hynny’n berthnasol i chi
rights-12 = Cwyno pan nad yw unrhyw ran o hyn yn digwydd
rights-not-wanted = Gallwch ddweud nad ydych eisiau rhywbeth. Gallwch hefyd newid eich meddwl unrhyw bryd.
rights-see-owed = Gweld yr hyn sy’n ddyledus i chi nawr
