### Tudalennau sy’n dweud yr un peth wrth bawb, a mewngofnodi.

## start

start-title = Cael gwybod beth sy’n digwydd yn eich achos
start-text-1 = Os ydych wedi dioddef trosedd yng Nghymru neu Loegr, mae Cod y Dioddefwyr yn dweud beth y mae’n rhaid ei ddweud wrthych, gan bwy ac erbyn pryd. Mae Lantern yn cadw golwg ar hynny, fel nad oes neb yn cael ei adael heb wybod.
start-heading-2 = Os ydych yn ddioddefwr
start-text-3 = Gallwch weld:
start-item-4 = beth sydd wedi digwydd yn eich achos, mewn geiriau clir
start-item-5 = beth sy’n digwydd nesaf, ac a oes rhaid i chi wneud unrhyw beth
start-item-6 = yr hyn sy’n ddyledus i chi, pwy sy’n gorfod ei wneud ac erbyn pryd
start-item-7 = gyda phwy i siarad
start-text-8 = Gallwch hefyd ddweud os na ddigwyddodd rhywbeth y nodwyd ei fod wedi’i wneud.
start-heading-9 = Os ydych yn gweithio gyda dioddefwyr
start-text-10 = Rydych yn gweld yr hyn sy’n ddyledus gennych i bob dioddefwr heddiw, gyda’r rheswm, ac yn cofnodi’r hyn y gwnaethoch ei ddweud wrthynt mewn llai na munud.
start-heading-11 = Os oes angen help arnoch nawr
start-text-12 = Os ydych mewn perygl, ffoniwch 999. Os na allwch siarad, pwyswch 55 pan ofynnir i chi.
start-button-13 = Mewngofnodi

## help

help-title = Help
help-heading-1 = Os ydych mewn perygl
help-text-2 = Ffoniwch 999. Os na allwch siarad, pwyswch 55 pan ofynnir i chi.
help-heading-3 = Os ydych yn ddioddefwr
help-text-4 = Mae eich person cyswllt wedi’i enwi ar dudalen eich achos, gyda rhif ffôn. Gallwch ofyn unrhyw beth i’r person hwnnw, gan gynnwys a yw rhywbeth rydych yn ei ddarllen yma yn gywir.
help-text-5 = Gallwch gael cymorth p’un a ydych wedi rhoi gwybod am y drosedd ai peidio, ac mae am ddim. Gallwch ofyn amdano nawr neu’n nes ymlaen.
help-heading-6 = Os ydych yn rhannu eich ffôn neu’ch cyfrifiadur
help-item-7 = Mae’r botwm coch “Gadael y dudalen hon” yn mynd â chi i dudalen am y tywydd ar unwaith.
help-item-8 = Byddwch yn cael eich allgofnodi ar ôl 20 munud heb wneud unrhyw beth.
help-item-9 = Efallai y bydd eich porwr yn dal i gofio eich bod wedi bod yma. I osgoi hynny, defnyddiwch ffenestr breifat.
help-link-10 = Beth y gall pobl eraill ei ddarganfod o’ch ffôn neu’ch cyfrifiadur, a beth sy’n helpu
help-heading-11 = Os ydych yn gweithio gyda dioddefwyr
help-text-12 = Mae’r dudalen ganllawiau yn egluro beth mae angen i bob math o gyswllt ei gynnwys. Gall eich goruchwyliwr newid pa dîm rydych yn perthyn iddo.

## accessibility

accessibility-title = Hygyrchedd
accessibility-text-1 = Rydym am i gynifer o bobl â phosibl allu defnyddio’r gwasanaeth hwn. Dylech allu:
accessibility-item-2 = gwneud y testun bedair gwaith yn fwy heb golli dim ohono
accessibility-item-3 = defnyddio pob tudalen gyda bysellfwrdd yn unig
accessibility-item-4 = defnyddio pob tudalen gyda sgriptiau wedi’u diffodd, ac ar hen ffôn
accessibility-item-5 = gwrando ar bob tudalen gyda darllenydd sgrin
accessibility-heading-6 = Sut rydym yn gwirio
accessibility-text-7 = Mae pob tudalen yn cael ei phrofi mewn porwr yn erbyn Canllawiau Hygyrchedd Cynnwys y We 2.2, lefel AA, ar led sgrin ffôn a sgrin cyfrifiadur desg, gyda sgriptiau a hebddynt. Mae profion o’r fath yn dod o hyd i tua hanner yr holl broblemau; rhaid i bobl ddod o hyd i’r gweddill.
accessibility-heading-8 = Yr hyn sydd ar goll, hyd y gwyddom
accessibility-text-10 = Os nad yw rhywbeth yn gweithio i chi, dywedwch wrth eich person cyswllt. Gallant ddarllen unrhyw dudalen i chi, neu ei hanfon mewn print bras.

## privacy

privacy-title = Preifatrwydd a chwcis
privacy-text-1 = Dychmygol yw’r bobl a’r achosion yn yr arddangosiad hwn.
privacy-heading-2 = Pwy sy’n gweld beth
privacy-text-3 = Mae dioddefwr yn gweld ei achos ei hun a dim byd am ddioddefwyr eraill. Mae staff yn gweld yr achosion sydd eu hangen ar gyfer eu gwaith.
privacy-heading-4 = Cwcis
privacy-text-5 = Rydym yn gosod cwci pan fyddwch yn mewngofnodi. Y cyfan y mae’n ei ddweud yw eich bod wedi mewngofnodi. Os cawsoch eich allgofnodi wrth deipio, mae ail gwci yn cadw’r ffordd yn ôl at eich testun. Daw’r ddau i ben pan fyddwch yn allgofnodi neu’n cau’r porwr. Mae un arall yn cadw’r ffordd yn ôl at adroddiad a ddechreuoch ar y ddyfais hon, nes i chi ei anfon, ei adael neu beidio â’i gyffwrdd am ddwy awr. Mae un yn cofio eich iaith am flwyddyn. Nid ydym yn gosod unrhyw gwcis eraill, nid ydym yn mesur dim am eich ymweliad, ac nid ydym yn llwytho dim o wefannau eraill.

## covering_tracks

tracks-title = Beth y gall pobl eraill ei ddarganfod o’ch ffôn neu’ch cyfrifiadur
tracks-text-1 = Os bydd rhywun arall yn edrych ar eich ffôn neu’ch cyfrifiadur, efallai y bydd yn gweld eich bod wedi bod yma. Chi sy’n gwybod orau beth sy’n ddiogel i chi.
tracks-heading-2 = Beth mae eich porwr yn ei gadw
tracks-item-3 = Rhestr o’r tudalennau rydych wedi’u hagor. Mae ein rhai ni yn dangos “Lantern” ac enw’r dudalen. Nid yw’r cyfeiriad byth yn cynnwys eich enw.
tracks-item-4 = Y tabiau sydd ar agor. Mae ffôn yn dangos lluniau bach ohonynt.
tracks-item-5 = Cyfrineiriau, os byddwch yn dweud wrth y porwr am eu cofio. Dywedwch na ar ffôn y gall pobl eraill ei agor.
tracks-text-6 = Rydym yn dweud wrth eich porwr am beidio â chadw copi o dudalennau eich achos.
tracks-heading-7 = Defnyddiwch ffenestr breifat
tracks-text-8 = Mae ffenestr breifat yn anghofio’r rhestr o dudalennau pan fyddwch yn ei chau. Ei henw yw “Private” yn Safari a Firefox, “Incognito” yn Chrome ac “InPrivate” yn Edge. Caewch hi pan fyddwch wedi gorffen.
tracks-text-9 = Os byddwch yn dileu’r rhestr gyfan o dudalennau, efallai y bydd rhywun yn sylwi ei bod yn wag. Gallwch ddileu tudalennau unigol yn lle hynny.
tracks-heading-10 = Y botwm “Gadael y dudalen hon”
tracks-text-11 = Mae’r botwm coch, neu bwyso’r fysell Shift dair gwaith, yn dangos tudalen am y tywydd ar unwaith. Mae’n cuddio’r hyn sydd ar y sgrin ac yn eich allgofnodi. Nid yw’n tynnu’r dudalen hon oddi ar y rhestr o dudalennau y mae eich porwr yn ei chadw.
tracks-heading-12 = Ffôn neu gyfrifiadur rydych yn ei rannu
tracks-item-13 = Allgofnodwch pan fyddwch wedi gorffen. Byddwch yn cael eich allgofnodi’n awtomatig ar ôl 20 munud heb wneud unrhyw beth.
tracks-item-14 = Mae “Ble rydych wedi mewngofnodi”, ar waelod pob tudalen, yn dangos ffonau a chyfrifiaduron eraill, ac yn gadael i chi allgofnodi o bob un ohonynt.
tracks-item-15 = Gall pwy bynnag sy’n agor eich ffôn ddarllen negeseuon testun a negeseuon e-bost gennym ni. Gallwch ofyn i ni ddefnyddio rhif arall, neu beidio ag ysgrifennu o gwbl.
tracks-item-16 = Gall cyfrifon rydych yn eu rhannu, fel cyfrif teulu, ddangos eich tudalennau a’ch negeseuon ar ddyfais arall.
tracks-heading-17 = Apiau sy’n gwylio ffôn
tracks-text-18 = Mae rhai pobl yn rhoi ap ar ffôn rhywun arall sy’n dangos popeth iddynt: negeseuon, tudalennau, ble mae’r ffôn. Nid yw ffenestr breifat yn helpu yn erbyn hynny, na’r botwm gadael chwaith. Os yw rhywun yn gwybod pethau na ddylai eu gwybod, defnyddiwch ffôn nad yw’r person hwnnw erioed wedi gafael ynddo: ffôn ffrind, un mewn llyfrgell, neu un yn y gwaith.
tracks-text-19 = Gall rhywun sylwi bod ap o’r fath wedi’i dynnu oddi ar y ffôn. Siaradwch â rhywun yn gyntaf.
tracks-heading-20 = Ffoniwch yn lle hynny
tracks-text-21 = Os ydych mewn perygl, ffoniwch 999. Os na allwch siarad, pwyswch 55 pan ofynnir i chi.
tracks-helpline = Mae’r Llinell Gymorth Cam-drin Domestig Genedlaethol ar gael am ddim, bob awr o’r dydd a’r nos:
tracks-helpline-shows = Bydd yr alwad yn ymddangos yn y rhestr alwadau ar y ffôn, a gallwch ei dileu oddi yno.
tracks-helpline-wales = Yng Nghymru, mae Byw Heb Ofn hefyd am ddim, bob awr o’r dydd, yn Gymraeg neu’n Saesneg:
tracks-text-24 = Gallwch ofyn i’ch person cyswllt ymdrin â’ch achos dros y ffôn yn unig, ac atal y mewngofnodi hwn dros dro. Ni fydd neb yn gweld bai arnoch am hynny.
tracks-button-25 = Os yw rhywun yn edrych drwy eich ffôn, gall fod yn fwy diogel peidio â darllen eich achos arno o gwbl. Gall eich person cyswllt eich ffonio, ysgrifennu atoch neu gwrdd â chi yn y ffordd rydych yn ei dewis.

## sign_in

sign-in-title = Mewngofnodi
sign-in-note-1 = Cawsoch eich allgofnodi oherwydd na wnaethoch unrhyw beth am gyfnod. Mae’r hyn y gwnaethoch ei deipio wedi’i gadw i chi: mewngofnodwch a gallwch fynd ymlaen o’r man lle gwnaethoch stopio.
sign-in-heading-2 = Os ydych yn ddioddefwr
sign-in-heading-3 = Os ydych yn gweithio i un o’r sefydliadau hyn
sign-in-text-4 = Ni all neb fewngofnodi yma eto. Nid oes gan y copi hwn o’r gwasanaeth ffordd o wirio pwy ydych chi.
sign-in-text-5 = Arddangosiad yw hwn. Pobl ddychmygol yw pawb yma, ac nid oes cyfrineiriau.
sign-in-legend-6 = Pwy hoffech chi fod?

## your_sign_ins

sign-ins-title = Ble rydych wedi mewngofnodi
sign-ins-text-1 = Os nad ydych yn adnabod un o’r rhain, allgofnodwch ym mhobman. Wedyn ni all neb a oedd wedi mewngofnodi o’r blaen barhau, ar unrhyw ffôn na chyfrifiadur.
sign-ins-one = Wedi mewngofnodi { $how }, { SOFT($since) }, defnyddiwyd ddiwethaf { SOFT($used) }
sign-ins-another = Ffordd arall o fewngofnodi
sign-ins-another-about = Os oes gennych gyfrif yno, gallwch fewngofnodi ag ef y tro nesaf. Nid ydym yn dysgu dim ganddo heblaw mai chi sydd yno.
sign-ins-add = Ychwanegu { $name }
sign-ins-issuer = drwy sefydliad arall
sign-ins-passkey = gydag allwedd pas (passkey)
sign-ins-password = gyda chyfrinair
sign-ins-code = gyda chod
sign-ins-demonstration = yn yr arddangosiad
sign-ins-this-browser = (y porwr hwn)
sign-ins-link-3 = Beth y gall pobl eraill ei ddarganfod o’ch ffôn neu’ch cyfrifiadur
sign-ins-button-4 = Allgofnodi ym mhobman

## signed_out

signed-out-title = Rydych wedi allgofnodi
signed-out-text-1 = Caewch y ffenestr hon os oes rhywun arall yn defnyddio’r ffôn neu’r cyfrifiadur hwn.
signed-out-link-2 = Mynd i’r dudalen gychwyn
signed-out-link-3 = Beth y gall pobl eraill ei ddarganfod o’ch ffôn neu’ch cyfrifiadur

## carry_on

carry-on-title = Mae’r hyn y gwnaethoch ei deipio yma o hyd
carry-on-text-1 = Cawsoch eich allgofnodi cyn i chi anfon hwn. Nid yw wedi’i anfon na’i gadw eto.
carry-on-heading-3 = Yr hyn y gwnaethoch ei deipio
carry-on-button-4 = Does dim angen hwn arnaf mwyach
carry-on-button-5 = Anfon nawr
carry-on-button-6 = Newid yr hyn y gwnes i ei deipio

## go_there

go-there-link-1 = Peidio â’i ychwanegu

## go_there a signed_out, am fewngofnodi sefydliad arall

go-there-title = Mynd i { $name }
go-there-about = Byddwch yn gadael Lantern am ychydig. Mewngofnodwch yno, a byddwch yn dod yn ôl yma. Y tro nesaf gallwch fewngofnodi gyda { $name } yn unig.
go-there-continue = Mynd ymlaen i { $name }
signed-out-at-issuer = Rydych wedi allgofnodi o Lantern. Efallai eich bod yn dal wedi mewngofnodi i { $name }, ac i wasanaethau eraill sy’n ei ddefnyddio. Os oes rhywun arall yn defnyddio’r ffôn neu’r cyfrifiadur hwn, allgofnodwch yno hefyd.
signed-out-there-too = Allgofnodi o { $name }
sign-in-with = Mewngofnodi gyda { $name }
accessibility-known = Mae rhai testunau a ysgrifennodd staff, fel yr hyn a ddywedwyd wrthych, yn yr iaith y cawsant eu hysgrifennu ynddi.

## pwy gaiff eich gwybodaeth

sharing-about = Dim ond pan fyddant yn gwybod rhywbeth amdanoch y gall sefydliadau eraill eich helpu. Chi sy’n penderfynu pwy sy’n cael gwybod. Gallwch newid eich meddwl unrhyw bryd, ac nid oes rhaid i chi ddweud pam.
sharing-nobody = Nid oes neb wedi gofyn i chi am sefydliad arall eto. Mae eich gwybodaeth gan yr heddlu, ac yn ddiweddarach gan y gwasanaethau llys, oherwydd bod y gyfraith yn gofyn iddynt weithio ar eich achos.
sharing-said-yes = Dywedoch y caiff { $name } eich gwybodaeth er mwyn { $purpose }.
sharing-said-no = Dywedoch na chaiff { $name } eich gwybodaeth er mwyn { $purpose }.
sharing-law = Caiff { $name } eich gwybodaeth er mwyn { $purpose }, oherwydd bod y gyfraith yn rhoi’r gwaith hwn iddynt. Gallwch wrthwynebu: dywedwch wrth eich person cyswllt, a bydd rhywun yn edrych ar hyn.
sharing-danger = Caiff { $name } eich gwybodaeth er mwyn { $purpose }, oherwydd y gall bywyd rhywun fod mewn perygl.
sharing-you-decided = Gwnaethoch benderfynu hyn ar { SOFT($day) }.
sharing-written-down = Nododd { $who } hyn ar { SOFT($day) }.
sharing-no-longer = Dydw i ddim yn cytuno mwyach
sharing-agree-now = Rwy’n cytuno nawr
sharing-how-to-object = Sut i wrthwynebu
sharing-thanks-yes = Diolch. Cânt eich gwybodaeth o hyn ymlaen.
sharing-thanks-no = Wedi’i wneud. Ni fyddant yn gweld unrhyw beth amdanoch o hyn ymlaen.
purpose-support = eich cefnogi
purpose-updates = dilyn eich achos gyda chi
purpose-restorative-justice = siarad â chi am gyfiawnder adferol
purpose-survey = gofyn i chi sut y cawsoch eich trin
purpose-research = gwneud ymchwil nad yw’n enwi neb

## pobl sy’n gweithredu ar ran dioddefwr

people-about = Gall rhywun rydych yn ymddiried ynddynt ddelio â ni ar eich rhan: rhiant, ffrind neu eiriolwr. Byddant yn cael eu ffordd eu hunain o fewngofnodi. Chi sy’n dweud beth maent yn cael ei wneud, a gallwch ddod â hyn i ben unrhyw bryd.
people-nobody = Nid oes neb yn gweithredu ar eich rhan ar hyn o bryd.
people-let-somebody = Gadael i rywun weithredu ar eich rhan
people-no-longer = Wedi dod i ben
people-name = Enw
people-who = Pwy ydynt
people-could = Roeddent yn cael
people-until = Tan ddiwedd { $day }.
people-until-ended = Nes i chi ddod â hyn i ben.
people-they-may = { $who }. Maent yn cael { $scope }.
people-shut-out = Pan fyddwch yn dod â hyn i ben, byddant yn colli mynediad ar unwaith.
people-stop = Atal { $name } rhag gweithredu ar eich rhan
people-go-back = Mynd yn ôl heb newid unrhyw beth
people-let-them = Gadael iddynt weithredu ar fy rhan
people-will-see = Byddant yn gweld yr hyn rydych yn ei ganiatáu yma, a dim byd am neb arall.
people-their-name = Eu henw
people-their-phone = Eu rhif ffôn (dewisol)
people-their-email = Eu cyfeiriad e-bost (dewisol)
people-who-are-they = Pwy ydynt?
people-what-may-they = Beth maent yn cael ei wneud?
people-last-day = Beth yw’r diwrnod olaf? (dewisol)
people-last-day-hint = Er enghraifft, 5 3 2027. Gadewch yn wag os yw hyn i barhau nes i chi ddod ag ef i ben.
people-ended = Wedi’i wneud. Ni allant weithredu ar eich rhan mwyach.
people-given = Wedi’i gadw. Bydd eich person cyswllt yn anfon ffordd o fewngofnodi atynt.
representative-parent = Rhiant neu warcheidwad
representative-family-spokesperson = Rhywun sy’n siarad ar ran y teulu
representative-advocate = Eiriolwr
representative-other = Rhywun arall rydych yn ymddiried ynddynt
scope-see = gweld eich achos
scope-answer = dweud a yw pethau wedi digwydd, ac ysgrifennu at y tîm
scope-preferences = dweud sut y dylid cysylltu â chi
scope-statement = ysgrifennu ac anfon eich datganiad personol, a darllen yr hyn a gadwoch
scope-requests = gofyn am bethau ar eich rhan, fel cefnogaeth neu adolygiad

## pwy sydd wedi gweld eich gwybodaeth

seen-about = Mae pawb sy’n agor eich achos yn gadael llinell yma, hyd yn oed pan nad oedd ganddynt hawl i’w agor. Ni all neb ddileu llinell. Y diweddaraf sydd gyntaf.
seen-nothing = Nid oes dim i’w ddangos.
seen-earlier = Gweld diwrnodau cynharach
seen-worried = Os oes rhywbeth yma yn eich poeni
seen-tell = Dywedwch wrth eich person cyswllt. Rhaid iddynt ganfod pam yr edrychodd rhywun, a dweud wrthych. Nid oes rhaid i chi ddweud pam rydych yn gofyn. Os oes rhywun arall wedi defnyddio’r gwasanaeth hwn gan esgus mai chi ydyw, dywedwch wrth eich person cyswllt ar unwaith: gallant gau’r mynediad hwnnw.
