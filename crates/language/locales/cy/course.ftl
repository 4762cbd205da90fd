### Where a case is among its steps, what usually comes next, and words that officials use.

course-title = Ble mae eich achos
course-done = Wedi’i wneud
course-now = Nawr
course-later = Ddim eto
course-ended-here = Daeth i ben yma
course-usual-next = Beth sy’n dod nesaf fel arfer
course-usual-long = Faint o amser y mae’n ei gymryd fel arfer
course-no-promise = Mae pob achos yn wahanol. Dyma sy’n digwydd fel arfer. Nid yw’n addewid.
course-all-steps = Egluro pob cam

step-reported = { $about ->
    [bereaved] Rhoddwyd gwybod am y farwolaeth
    [collision] Rhoddwyd gwybod am y gwrthdrawiad
    [support] Fe wnaethoch ofyn am help
   *[crime] Fe wnaethoch roi gwybod am y drosedd
}
step-police = { $about ->
    [collision] Mae’r heddlu’n canfod beth ddigwyddodd
   *[crime] Mae’r heddlu’n ymchwilio
}
step-decision = Penderfyniad ynghylch cyhuddo
step-court = Y llys
step-sentence = Y ddedfryd
step-after = { $about ->
    [support] Rydych yn cael help
   *[crime] Wedyn
}

about-bereaved = Mae’n ddrwg iawn gennym fod rhywun yr oeddech yn ei garu wedi marw. Mae’r dudalen hon am yr hyn a ddigwyddodd iddo, ac am eich hawliau fel teulu.
about-collision = Mae’r dudalen hon am y gwrthdrawiad a’r hyn sy’n dod nesaf. Mae gennych hawliau dioddefwr hyd nes y bydd rhywbeth arall yn hysbys.
about-support = Mae’r dudalen hon am yr help y gwnaethoch ofyn amdano. Nid oes heddlu’n rhan ohono.

happened-crime-reported = { $about ->
    [bereaved] Rhoddwyd gwybod i’r heddlu am y farwolaeth.
    [collision] Rhoddwyd gwybod i’r heddlu am y gwrthdrawiad.
    [support] Fe wnaethoch ddweud wrth rywun beth ddigwyddodd.
   *[crime] Fe wnaethoch roi gwybod am y drosedd.
}

ended-not-investigated = Mae’r heddlu wedi penderfynu peidio ag ymchwilio i hyn. Rhaid iddynt ddweud wrthych pam. Gallwch ofyn iddynt ei egluro, a gallwch gwyno. Gallwch gael cymorth o hyd.
ended-no-further-action = Mae’r achos wedi dod i ben: nid oes neb yn cael ei gyhuddo. Rhaid dweud wrthych pam. Mewn llawer o achosion gallwch ofyn am edrych eto ar y penderfyniad. Gallwch gael cymorth o hyd.
ended-out-of-court = Cafodd yr achos ei ddatrys heb lys. Rhaid dweud wrthych beth a benderfynwyd a pham. Gallwch gael cymorth o hyd.
ended-not-guilty = Mae’r achos llys wedi dod i ben: ni chafwyd neb yn euog. Nid yw hynny’n golygu na chawsoch eich credu. Gallwch ofyn beth ddigwyddodd, a gallwch gael cymorth o hyd.
ended-sentenced = Mae’r achos llys wedi dod i ben gyda dedfryd. Gallwch ofyn beth mae’r ddedfryd yn ei olygu. Gallwch gael cymorth o hyd.
ended-still = Yr hyn y gallwch ei wneud o hyd
ended-ask-contact = Gofyn unrhyw beth amdano i’ch person cyswllt
ended-rights = Darllen eich hawliau
ended-review = Gofyn am edrych eto ar y penderfyniad
ended-compensation = Iawndal
ended-complaint = Gwneud cwyn

next-title = Beth sy’n digwydd nesaf
next-about = Dyma’r camau y mae achos yn mynd drwyddynt fel arfer. Mae llawer o achosion yn dod i ben yn gynnar, ac mae rhai’n mynd yn ôl gam. Mae eich achos eich hun yn dangos ble y mae nawr.
next-collision = Pan fydd yn wrthdrawiad ar y ffordd
next-support = Pan fyddwch eisiau help a dim heddlu
next-how-long = Pa mor hir: { $words }
next-words = Egluro geiriau
next-your-case = Eich achos

case-more-next = Beth sy’n digwydd nesaf, gam wrth gam
case-more-property = Eich eiddo
case-more-hearings = Gwrandawiadau
case-more-who = Pwy yw pwy
case-more-card = Eich cerdyn gofal

explain-appeal = Beth yw apêl?
explain-compensation = Beth yw iawndal?
explain-crown-court = Beth yw Llys y Goron?
explain-defendant = Pwy yw’r diffynnydd?
explain-enhanced-rights = Beth yw Hawliau Estynedig?
explain-evidence = Beth yw tystiolaeth?
explain-guilty = Beth yw ystyr “cael yn euog” a “phledio’n euog”?
explain-open-prison = Beth yw carchar agored?
explain-out-of-court = Beth yw ystyr “y tu allan i’r llys”?
explain-parole = Beth yw parôl?
explain-probation = Beth yw’r Gwasanaeth Prawf?
explain-prosecutor = Pwy yw’r erlynydd?
explain-recall = Beth yw ystyr “galw’n ôl”?
explain-register = Beth yw’r gofrestr?
explain-restorative-justice = Beth yw cyfiawnder adferol?
explain-restriction-order = Beth yw gorchymyn cyfyngu?
explain-sentence = Beth yw dedfryd?
explain-special-measures = Beth yw mesurau arbennig?
explain-suspect = Pwy yw’r sawl a ddrwgdybir?
explain-transcript = Beth yw trawsgrifiad?
explain-trial = Beth yw treial?
explain-victim-contact-scheme = Beth yw’r Cynllun Cyswllt Dioddefwyr?
explain-warrant = Beth yw gwarant?
explain-witness = Pwy yw tyst?

words-appeal = Apêl
words-appeal-means = Gofyn i lys uwch edrych eto ar benderfyniad llys arall. Tra bydd yn mynd rhagddi, mae’r penderfyniad yn sefyll fel arfer.
words-compensation = Iawndal
words-compensation-means = Arian am eich bod wedi cael eich brifo neu wedi colli rhywbeth. Gall llys ei orchymyn, neu gallwch wneud cais amdano.
words-crown-court = Llys y Goron
words-crown-court-means = Y llys ar gyfer y troseddau mwyaf difrifol. Barnwr sy’n ei arwain, a deuddeg o bobl o’r cyhoedd, y rheithgor, sy’n penderfynu a yw rhywun yn euog.
words-defendant = Diffynnydd
words-defendant-means = Y person sydd wedi’i gyhuddo yn y llys.
words-enhanced-rights = Hawliau Estynedig
words-enhanced-rights-means = Hawliau ychwanegol i bobl y mae angen mwy o help arnynt neu a aeth drwy rywbeth difrifol iawn. Rhaid i’r rhan fwyaf o newyddion eich cyrraedd yn gynt.
words-evidence = Tystiolaeth
words-evidence-means = Popeth sy’n dangos beth ddigwyddodd: yr hyn a welodd pobl, pethau, lluniau, negeseuon. Mae rhoi tystiolaeth yn golygu dweud wrth y llys yr hyn a wyddoch.
words-guilty = Euog
words-guilty-means = Mae llys wedi penderfynu mai rhywun a’i gwnaeth, neu mae wedi dweud hynny ei hun. Enw dweud hynny ei hun yw pledio’n euog.
words-open-prison = Carchar agored
words-open-prison-means = Carchar â llai o gloeon i bobl sy’n agos at ddiwedd eu dedfryd. Cânt ei adael am rai oriau gyda chaniatâd.
words-out-of-court = Y tu allan i’r llys
words-out-of-court-means = Mae’r heddlu neu erlynydd yn ei ddatrys heb lys, er enghraifft gyda rhybudd ffurfiol neu gyda rheolau y mae’n rhaid i’r person eu cadw.
words-parole = Parôl
words-parole-means = Mae’r Bwrdd Parôl yn penderfynu a gaiff rhywun adael y carchar cyn diwedd ei ddedfryd, ac â pha reolau.
words-probation = Y Gwasanaeth Prawf
words-probation-means = Y bobl sy’n gofalu am rywun a ddedfrydwyd ac yn cadw golwg arno, yn y carchar ac wedyn. Nhw hefyd sy’n rhedeg y Cynllun Cyswllt Dioddefwyr.
words-prosecutor = Erlynydd
words-prosecutor-means = Y cyfreithiwr sy’n mynd ag achos i’r llys ar ran y cyhoedd. Mae’n gweithio i Wasanaeth Erlyn y Goron. Nid eich cyfreithiwr chi ydyw, ond rhaid iddo eich trin â gofal.
words-recall = Galw’n ôl
words-recall-means = Mae rhywun a oedd wedi gadael y carchar yn cael ei gymryd yn ôl am ei fod wedi torri rheol.
words-register = Y gofrestr
words-register-means = Rhestr o bobl y mae’n rhaid iddynt ddweud wrth yr heddlu ble maent yn byw am eu bod wedi’u cael yn euog o drosedd rywiol.
words-restorative-justice = Cyfiawnder adferol
words-restorative-justice-means = Bod mewn cysylltiad â’r sawl a’i gwnaeth, gyda help ac mewn ffordd ddiogel, drwy lythyr neu wyneb yn wyneb. Dim ond os yw’r ddau ohonoch eisiau hynny.
words-restriction-order = Gorchymyn cyfyngu
words-restriction-order-means = Mae’r llys yn anfon rhywun i ysbyty yn lle carchar, ac ni chaiff adael heb ganiatâd y llywodraeth neu dribiwnlys.
words-sentence = Dedfryd
words-sentence-means = Yr hyn y mae’r llys yn penderfynu bod rhaid iddo ddigwydd i rywun sy’n euog: er enghraifft carchar, gwaith i’r gymuned, neu ddirwy.
words-special-measures = Mesurau arbennig
words-special-measures-means = Ffyrdd o wneud rhoi tystiolaeth yn haws: sgrin, cyswllt fideo, anfon y cyhoedd allan. Y llys sy’n penderfynu, a gallwch ofyn.
words-suspect = Y sawl a ddrwgdybir
words-suspect-means = Rhywun y mae’r heddlu’n meddwl y gallai fod wedi’i wneud. Nid yw wedi’i brofi.
words-transcript = Trawsgrifiad
words-transcript-means = Copi ysgrifenedig o’r hyn a ddywedwyd yn y llys.
words-trial = Treial
words-trial-means = Y gwrandawiad lle mae’r llys yn clywed y dystiolaeth ac yn penderfynu a yw rhywun yn euog.
words-victim-contact-scheme = Cynllun Cyswllt Dioddefwyr
words-victim-contact-scheme-means = Ar gyfer rhai troseddau difrifol: mae person yn y Gwasanaeth Prawf yn dweud wrthych am y ddedfryd a chyn i rywun gael ei ryddhau, ac yn gofyn pa reolau a fyddai’n eich cadw’n ddiogel.
words-warrant = Gwarant
words-warrant-means = Gorchymyn gan y llys bod rhaid i’r heddlu arestio rhywun.
words-witness = Tyst
words-witness-means = Rhywun sy’n dweud wrth y llys yr hyn a welodd neu a ŵyr.
