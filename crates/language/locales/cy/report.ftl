### Rhoi gwybod: yr adroddiad dan arweiniad, a’i ddarllen eto.

start-report-heading = Os oes rhywbeth wedi digwydd i chi neu i rywun arall
start-report-text = Gallwch ddweud wrthym yma, unrhyw bryd, yn eich geiriau eich hun. Nid oes rhaid i chi fewngofnodi, a gallwch ofyn am gymorth heb yr heddlu.
start-report-link = Dweud wrthym beth ddigwyddodd

report-back = Yn ôl
report-continue = Parhau
report-later-link = Cadw a dod yn ôl yn nes ymlaen

## dechrau

report-start-title = Dweud wrthym beth ddigwyddodd
report-start-danger = Os ydych chi neu rywun arall mewn perygl nawr, ffoniwch 999. Os na allwch siarad, pwyswch 55 pan ofynnir i chi.
report-start-about = Gallwch ddefnyddio hwn ar gyfer unrhyw drosedd, ar gyfer gwrthdrawiad ar y ffordd, neu pan nad ydych yn siŵr beth ydoedd.
report-start-any = Nid oes angen prawf arnoch, na gwybod unrhyw eiriau arbennig.
report-start-other = Gallwch roi gwybod ar ran rhywun arall.
report-start-anonymous = Nid oes rhaid i chi roi eich enw.
report-start-help = Gallwch ofyn am gymorth heb ddweud wrth yr heddlu.
report-start-time = Mae’n cymryd tua 10 munud. Gallwch adael cwestiynau’n wag, a dod yn ôl yn nes ymlaen.
report-start-shared = Os yw eraill yn defnyddio’r ffôn neu’r cyfrifiadur hwn: mae “Gadael y dudalen hon” yn cau’r adroddiad yma. Dim ond gyda chod y gallwch ei agor eto. Pwyswch “Cadw a dod yn ôl yn nes ymlaen” i gael un.
report-start-button = Dechrau
report-start-anew = Ei ddileu a dechrau eto
report-start-has = Rydych wedi dechrau adroddiad ar y ddyfais hon.
report-start-go-on = Parhau â’ch adroddiad
report-start-none = Nid oes adroddiad ar agor ar y ddyfais hon. Os oes gennych god, gallwch ei ddefnyddio i agor eich adroddiad eto.
report-start-return = Mae gennyf god, ac rwyf am barhau
report-start-tracks = Sut i guddio eich trywydd
report-start-phone = Gallwch hefyd ffonio 101, mynd i orsaf heddlu, neu ffonio Cymorth i Ddioddefwyr am ddim ar 08 08 16 89 111.

## perygl

report-danger-title = Ydych chi mewn perygl nawr?
report-danger-short = Mewn perygl nawr
report-danger-hint = Dewiswch ydw hefyd pan fydd rhywun arall mewn perygl.
report-danger-yes = Ydw
report-danger-no = Nac ydw
report-danger-now-title = Ffoniwch 999 nawr
report-danger-now-1 = Nid oes neb yn darllen y dudalen hon ar unwaith. Ffoniwch 999 a gofynnwch am yr heddlu.
report-danger-now-2 = Os na allwch siarad ar ffôn symudol, gwrandewch ar y cwestiynau, pesychwch neu tapiwch y ffôn, a phwyswch 55 pan ofynnir i chi.
report-danger-now-3 = Os ydych yn fyddar neu’n methu defnyddio ffôn i siarad, anfonwch neges destun at 999 os ydych wedi cofrestru, neu defnyddiwch 999 BSL.
report-danger-now-4 = Ewch i rywle diogel os gallwch. Gallwch ysgrifennu’r adroddiad yn nes ymlaen.
report-danger-now-go-on = Rwy’n ddiogel am y tro, ac rwyf am barhau

## beth sydd ei eisiau

report-want-title = Beth hoffech chi ei weld yn digwydd?
report-want-short = Beth rydych ei eisiau
report-want-hint = Gallwch newid eich meddwl yn nes ymlaen.
report-want-police = Dweud wrth yr heddlu
report-want-police-hint = Mae’r heddlu’n ei ddarllen ac yn dweud wrthych beth y byddant yn ei wneud.
report-want-help = Rwyf am gael cymorth, ac nid yr heddlu
report-want-help-hint = Mae gwasanaeth cymorth yn ei ddarllen. Ni all yr heddlu ei weld. Dim ond os yw plentyn neu fywyd mewn perygl y mae’n rhaid i’r gwasanaeth ddweud wrth rywun.

## ar ran pwy

report-whom-title = Ar ran pwy rydych chi’n rhoi gwybod?
report-whom-short = Ar ran pwy
report-whom-hint = Dewiswch un.
report-whom-me = Ar fy rhan fy hun
report-whom-me-hint = Digwyddodd i mi, neu i rywun agos ataf a fu farw.
report-whom-other = Ar ran rhywun arall
report-whom-other-hint = Plentyn, ffrind, rhywun rydych yn gofalu amdano, neu rywun a welsoch.
report-whom-anonymous = Nid wyf am ddweud pwy ydw i
report-whom-anonymous-hint = Ni all neb ofyn mwy i chi, ac ni all neb ddweud wrthych beth sy’n digwydd.
report-whom-centre = Canolfan adrodd ydym ni
report-whom-centre-hint = Er enghraifft elusen, coleg neu addoldy sy’n cymryd adroddiadau am droseddau casineb.
report-reporter-title = Amdanoch chi
report-reporter-short = Pwy sy’n rhoi gwybod
report-reporter-who = Eich enw, sut y gallwn gysylltu â chi, a sut rydych yn adnabod y person
report-reporter-hint = I ganolfan adrodd: ei henw a’ch cyfeirnod eich hun.
report-reporter-agrees-question = A yw’r person yn gwybod am yr adroddiad hwn?
report-reporter-agrees = Ydy, mae’n gwybod ac yn cytuno

## beth ddigwyddodd

report-what-title = Beth ddigwyddodd?
report-what-short = Beth ddigwyddodd
report-what-hint = Ysgrifennwch fel y byddech yn dweud wrth ffrind. Nid oes rhaid iddo fod mewn trefn. Nid eich bai chi oedd hyn.
report-kind-title = Beth sydd agosaf?
report-kind-short = Beth sydd agosaf
report-kind-hint = Os oedd yn sawl peth, dewiswch yr un sy’n eich poeni fwyaf.
report-kind-break_in = Torrodd rhywun i mewn i gartref neu le arall
report-kind-violence = Cafodd rhywun ei frifo neu ei fygwth
report-kind-home = Mae rhywun agos yn fy mrifo, yn fy mygwth neu’n fy rheoli
report-kind-sexual = Rhywbeth rhywiol nad oedd ei eisiau
report-kind-stalking = Mae rhywun yn fy nilyn, yn fy ngwylio neu’n cysylltu â mi dro ar ôl tro
report-kind-robbery = Cafodd rhywun ei ladrata drwy rym neu fygythiad
report-kind-theft = Cafodd rhywbeth ei ddwyn
report-kind-damage = Cafodd rhywbeth ei ddifrodi
report-kind-collision = Gwrthdrawiad ar y ffordd
report-kind-hate = Oherwydd pwy yw rhywun, fel ei hil, ffydd, anabledd, rhywioldeb neu rywedd
report-kind-online = Twyll, neu rywbeth ar-lein
report-kind-antisocial = Trafferth gyda chymdogion neu eraill nad yw’n dod i ben
report-kind-death = Cafodd rhywun agos ataf ei ladd, yma neu dramor
report-kind-exploited = Mae rhywun yn cael ei ddal, ei werthu neu ei orfodi i weithio
report-kind-other = Rhywbeth arall, neu nid wyf yn siŵr
report-when-title = Pryd ddigwyddodd hyn?
report-when-short = Pryd
report-when-hint = Cystal ag y gallwch. Er enghraifft: neithiwr tua 11, neu dro ar ôl tro ers mis Mai.
report-where-title = Ble ddigwyddodd hyn?
report-where-short = Ble
report-where-place = Y lle
report-where-hint = Cyfeiriad, stryd, siop, llwybr bws, neu enw gwefan.
report-where-area = Pa heddlu sy’n gofalu am y lle hwnnw?
report-where-area-hint = Os nad ydych yn gwybod, byddwn ni’n dod o hyd iddo.
report-where-unknown = Nid wyf yn gwybod
report-who-title = Ydych chi’n gwybod pwy wnaeth hyn?
report-who-short = Pwy wnaeth hyn
report-who-hint = Enwau, sut olwg oedd arnynt, car a’i rif. Gallwch adael hwn yn wag. Peidiwch â mynd i chwilio amdanynt.
report-hurt-title = A gafodd unrhyw un ei frifo?
report-hurt-short = Pwy gafodd ei frifo
report-hurt-hint = Pwy, a sut. Hefyd sut mae’n gwneud i chi deimlo, os hoffech. Os oes angen meddyg ar rywun nawr, ffoniwch 999.
report-property-title = A gafodd unrhyw beth ei gymryd neu ei ddifrodi?
report-property-short = Wedi’i gymryd neu ei ddifrodi
report-property-hint = Un peth ar bob llinell, gyda lliw, gwneuthuriad a rhifau arno os ydych yn eu gwybod. Gadewch yn wag os na chafodd dim.
report-files-title = Oes gennych chi luniau neu ffeiliau?
report-files-short = Lluniau a ffeiliau
report-files-hint = Hyd at 5 o luniau, llythyrau, ffilmiau neu recordiadau sain. Nid oes rhaid i chi anfon yr un.
report-files-add = Ychwanegu’r ffeil hon
report-files-one = { $name }, { $size }
report-files-drop = Ei thynnu allan

## cysylltu â nhw

report-name-title = Beth yw enw’r person y digwyddodd hyn iddo?
report-name-short = Enw
report-name-hint = Enw cyntaf a chyfenw, neu unrhyw enw y mae am gael ei alw. Gallwch ei adael yn wag.
report-reach-title = Sut gallwn ni gysylltu â chi’n ddiogel?
report-reach-short = Sut i gysylltu â chi
report-reach-about = Rhowch ddim ond ffyrdd na all neb arall eu gweld na’u clywed. Gallwch adael hwn yn wag, ond wedyn ni all neb ddweud wrthych beth sy’n digwydd. Os ydych yn rhoi gwybod ar ran rhywun arall, rhowch yr hyn sy’n ddiogel iddynt hwy.
report-reach-ways = Pa ffyrdd sy’n ddiogel?
report-reach-hint = Nid ydym yn defnyddio unrhyw ffordd arall. Dewiswch bob un sy’n ddiogel.
report-reach-phone = Galwad ffôn
report-reach-text = Neges destun
report-reach-email = E-bost
report-reach-letter = Llythyr
report-reach-number = Rhif ffôn
report-reach-email-address = Cyfeiriad e-bost
report-reach-address = Cyfeiriad
report-safe-title = Beth sy’n rhaid i ni ei wybod cyn cysylltu â chi?
report-safe-short = Cysylltu’n ddiogel
report-safe-text = Mae’r bobl sy’n cysylltu â chi yn darllen hwn yn gyntaf.
report-safe-words = Beth sy’n ei wneud yn ddiogel neu’n anniogel?
report-safe-hint = Er enghraifft: dim ond ar ddyddiau’r wythnos cyn 3, neu dywedwch eich bod yn ffonio o’r deintydd.
report-safe-calls = Galwadau a negeseuon
report-safe-no_voicemail = Peidiwch â gadael neges llais
report-safe-alerts = Anfonwch neges fer ataf pan fydd newyddion. Nid yw’n dweud ond bod rhywbeth newydd
report-needs-title = Beth fyddai’n gwneud hyn yn haws i chi?
report-needs-short = Iaith a chymorth
report-needs-text = Gallwch adael hyn i gyd yn wag.
report-needs-language = Iaith arall
report-needs-language-hint = Dim ond os byddai’n well gennych beidio â defnyddio Cymraeg na Saesneg.
report-needs-interpreter-question = Cyfieithydd
report-needs-interpreter = Mae angen rhywun i gyfieithu arnaf
report-needs-formats = Sut rydych chi’n darllen orau?
report-needs-large_print = Print bras
report-needs-easy_read = Hawdd ei ddarllen
report-needs-bsl = Iaith Arwyddion Prydain
report-needs-braille = Braille
report-needs-audio = Sain
report-needs-paper = Ar bapur, drwy’r post
report-needs-help = Beth arall fyddai’n helpu?
report-needs-hint = Er enghraifft: siarad â menyw, cael ffrind gyda mi, dim grisiau.
report-word-title = Dewiswch air mai dim ond chi sy’n ei wybod
report-word-short = Eich gair
report-word-hint = Gofynnwn amdano pan fyddwch yn mewngofnodi i weld beth sy’n digwydd. O leiaf 4 llythyren, a dim byd y gall eraill ei ddyfalu. Gallwch ei adael yn wag.
report-word-chosen = Rydych wedi dewis un. Nid yw’n cael ei ddangos.

## gwirio ac anfon

report-check-title = Gwirio eich atebion
report-check-change = Newid
report-check-nothing = Heb ei ddweud
report-check-sends-police = Pan fyddwch yn anfon hwn, mae’r heddlu’n ei gael. Rhaid iddynt benderfynu o fewn diwrnod a ddylid ei gofnodi fel trosedd.
report-check-sends-help = Pan fyddwch yn anfon hwn, mae gwasanaeth cymorth yn ei gael. Ni all yr heddlu ei weld.
report-check-true = Gallwch gywiro neu ychwanegu pethau yn nes ymlaen.
report-check-send = Anfon

## dod yn ôl yn nes ymlaen

report-later-title = Cadw a dod yn ôl yn nes ymlaen
report-later-code = Cael cod a pharhau
report-later-code-text = Cewch god a pharhau i ysgrifennu yma. Os caiff y dudalen hon ei chau, mae’r cod yn agor eich adroddiad eto.
report-later-code-button = Cael cod
report-later-keep = Ei gadw a stopio am y tro
report-later-keep-text = Cewch god. Yna mae’r ddyfais hon yn anghofio’r adroddiad. Rydym yn ei gadw dan glo am 28 diwrnod.
report-later-keep-button = Cadw a stopio
report-later-drop = Ei ddileu
report-later-drop-text = Caiff popeth a ysgrifennoch yma ei ddileu. Nid oes neb wedi’i ddarllen.
report-later-drop-button = Dileu fy adroddiad
report-away-title = Mae eich adroddiad wedi’i gadw
report-away-code = Eich cod
report-away-1 = Ysgrifennwch ef i lawr neu argraffwch ef nawr. Ni allwn ei ddangos eto. Nid yw’n dweud dim amdanoch.
report-away-2 = Mae’n gweithio unwaith, ar unrhyw ddyfais, am 28 diwrnod. Ar ôl hynny, caiff yr adroddiad ei ddileu.
report-away-3 = Nid yw’r adroddiad hwn wedi’i anfon. Nid oes neb wedi’i ddarllen.
report-away-go-on = Parhau â’ch adroddiad
report-dropped-title = Mae eich adroddiad wedi’i ddileu
report-dropped-1 = Nid oes dim ohono ar ôl gyda ni.
report-return-title = Parhau â’ch adroddiad
report-return-text = Teipiwch y cod a roddwyd i chi pan wnaethoch ei gadw.
report-return-code = Eich cod
report-return-button = Agor fy adroddiad
report-return-lost = Os ydych wedi colli’r cod, ni all neb agor yr adroddiad, na ninnau chwaith. Gallwch ddechrau un newydd.

## wedi’i anfon

report-sent-title = Mae eich adroddiad gennym
report-sent-reference = Eich cyfeirnod
report-sent-owner = Mae gyda { $owner }.
report-sent-owner-help = Mae gyda { $owner }. Ni all yr heddlu ei weld.
report-sent-phone = Ffôn: { $phone }. Mewn argyfwng, ffoniwch 999.
report-sent-next = Beth sy’n digwydd nesaf
report-sent-police-1 = Mae’r heddlu’n ei ddarllen. Rhaid iddynt benderfynu o fewn diwrnod a ddylid ei gofnodi fel trosedd.
report-sent-police-2 = Dim ond yn y ffyrdd y dywedoch eu bod yn ddiogel y byddant yn cysylltu â chi.
report-sent-police-3 = Mae gennych hawliau dan y Cod Dioddefwyr, hyd yn oed os na chaiff neb byth ei gyhuddo.
report-sent-help-1 = Mae rhywun sydd wedi’i hyfforddi i helpu yn ei ddarllen.
report-sent-help-2 = Dim ond yn y ffyrdd y dywedoch eu bod yn ddiogel y byddant yn cysylltu â chi.
report-sent-help-3 = Mae am ddim, a gallwch stopio unrhyw bryd.
report-sent-sign-in = Gweld beth sy’n digwydd, a gwirio’r hyn a ysgrifennoch
report-sent-sign-in-why = Gyda’r cod hwn rydych yn mewngofnodi y tro cyntaf. Yna gallwch ddarllen eich adroddiad, dweud os yw manylyn yn anghywir, a gweld beth sy’n ddyledus i chi.
report-sent-code = Eich cod i fewngofnodi
report-sent-sign-in-word = Gofynnir i chi am y gair a ddewisoch.
report-sent-sign-in-name = Gofynnir i chi am eich cyfeirnod a’ch cyfenw.
report-sent-until = Mae’n gweithio unwaith, tan { SOFT($until) }.
report-sent-go = Mewngofnodi gyda’r cod
report-sent-print = Ysgrifennwch y cyfeirnod a’r cod i lawr neu argraffwch y dudalen hon. Bydd wedi mynd o’r ddyfais hon mewn awr.
report-sent-finish-text = Os yw eraill yn defnyddio’r ffôn neu’r cyfrifiadur hwn, pwyswch y botwm hwn pan fyddwch wedi gorffen.
report-sent-finish = Gorffen, a’i anghofio ar y ddyfais hon

## ei ddarllen eto

report-read-title = Eich adroddiad
report-read-when = Rydych yn darllen yr hyn a ysgrifennwyd ar { SOFT($when) }.
report-read-by-me = Chi ddywedodd hyn wrthym.
report-read-by-other = Dywedodd rhywun arall hyn wrthym ar eich rhan.
report-read-by-anonymous = Dywedodd rhywun na roddodd enw hyn wrthym.
report-read-by-centre = Dywedodd canolfan adrodd hyn wrthym ar eich rhan.
report-read-owner = Mae gyda { $owner }.
report-read-none = Ni ddechreuodd eich achos gydag adroddiad a ysgrifennwyd yma. Gofynnwch i’ch cyswllt am gadarnhad ysgrifenedig o’ch adroddiad.
report-read-corrected = Ar { SOFT($when) } dywedoch mai hyn sy’n gywir:
report-read-correct = Mae rhywbeth yn anghywir neu ar goll: { $what }
report-read-saved = Mae’r hyn a ddywedoch gennym. Mae rhywun yn ei wirio ac yn dweud wrthych beth a wnaed.
report-read-print = Gallwch argraffu’r dudalen hon, neu ei chadw fel PDF o’ch porwr. Meddyliwch pwy allai ddod o hyd iddi.
report-detail-what = Beth ddigwyddodd
report-detail-when = Pryd
report-detail-place = Ble
report-detail-who = Pwy wnaeth hyn
report-detail-hurt = Pwy gafodd ei frifo
report-detail-property = Beth gafodd ei gymryd neu ei ddifrodi
report-detail-name = Eich enw
report-detail-address = Eich cyfeiriad
report-correct-title = Dweud beth sy’n gywir
report-correct-text = Mae’r hyn a ysgrifennwyd gyntaf yn aros, ac mae’r hyn a ddywedwch nawr yn sefyll wrth ei ochr. Mae rhywun yn ei wirio o fewn 5 diwrnod gwaith.
report-correct-now = Dyma sydd gennym:
report-correct-right = Beth sy’n gywir?
report-correct-send = Anfon

## enwau achosion

report-case-break_in = Torri i mewn
report-case-violence = Trais neu fygythiadau
report-case-home = Cam-drin gan rywun agos
report-case-sexual = Trosedd rywiol
report-case-stalking = Stelcio neu aflonyddu
report-case-robbery = Lladrad
report-case-theft = Dwyn
report-case-damage = Difrod i eiddo
report-case-collision = Gwrthdrawiad ar y ffordd
report-case-hate = Trosedd gasineb
report-case-online = Twyll neu drosedd ar-lein
report-case-antisocial = Ymddygiad gwrthgymdeithasol
report-case-death = Marwolaeth rhywun agos
report-case-exploited = Camfanteisio neu gaethwasiaeth
report-case-other = Rhywbeth a ddigwyddodd

## beth sydd o’i le ar ateb

refusal-report-danger = Dewiswch ydw neu nac ydw
refusal-report-want = Dewiswch beth hoffech ei weld yn digwydd
refusal-report-whom = Dewiswch ar ran pwy rydych yn rhoi gwybod
refusal-report-what = Ysgrifennwch beth ddigwyddodd, mewn ychydig eiriau neu lawer
refusal-report-kind = Dewiswch beth sydd agosaf
refusal-report-agrees = Dim ond pan fydd y person yn gwybod ac yn cytuno y gallwn basio hyn ymlaen am gymorth
refusal-report-anonymous-help = I gael cymorth heb yr heddlu, mae angen ffordd o gysylltu â chi. Gallwch ddefnyddio unrhyw enw
refusal-report-reach = Rhowch un ffordd ddiogel o gysylltu â chi, er mwyn i rywun allu helpu
refusal-report-mobile = Rhowch rif ffôn symudol sy’n cael negeseuon testun, fel 07700 900123
refusal-report-number = Rhowch y rhif y cawn ei ffonio
refusal-report-email = Rhowch gyfeiriad e-bost, fel name@example.com
refusal-report-address = Rhowch y cyfeiriad y cawn ysgrifennu ato
refusal-report-word = Dewiswch air o 4 llythyren o leiaf
refusal-report-long = Mae hwn yn rhy hir. Defnyddiwch 300 nod neu lai
refusal-report-files = Gallwch anfon 5 ffeil gyda’ch adroddiad, a rhagor ar ôl i chi fewngofnodi
refusal-report-often = Daeth llawer iawn o adroddiadau o’ch rhwydwaith nawr. Arhoswch funud a rhowch gynnig arall arni, neu ffoniwch 101
refusal-report-nobody = Ni all neb gymryd hyn yma ar hyn o bryd. Ffoniwch 101 am yr heddlu, neu 08 08 16 89 111 am Gymorth i Ddioddefwyr
refusal-report-code = Ni weithiodd y cod hwn. Gwiriwch ef, arhoswch funud a rhowch gynnig arall arni
refusal-report-correct = Ysgrifennwch beth sy’n gywir
