### Yr hyn sydd o amgylch pob tudalen, a geiriau y mae llawer o dudalennau’n eu rhannu.

frame-error-before-title = Gwall: { $title }
frame-skip = Neidio i’r prif gynnwys
frame-exit = Gadael y dudalen hon
frame-exit-emergency = Argyfwng
frame-exit-loading = Wrthi’n llwytho.
frame-exit-key-pressed-once = Shift, pwyswch 2 waith eto i adael.
frame-exit-key-pressed-twice = Shift, pwyswch unwaith eto i adael.
frame-exit-time-over = Daeth yr amser i adael y dudalen i ben.
frame-menu = Dewislen
frame-menu-label = Dewislen
frame-languages = Ieithoedd
frame-sign-out = Allgofnodi
frame-phase = Alffa
frame-new-service = Gwasanaeth newydd yw hwn, gyda phobl ddychmygol.
frame-help-and-feedback = Help ac adborth
frame-acting-for = Rydych yn gweithredu ar ran { $victim }. Ar y dudalen hon mae “chi” yn golygu { $victim }.
frame-support-links = Dolenni cymorth
frame-help = Help
frame-privacy = Preifatrwydd a chwcis
frame-accessibility = Hygyrchedd
frame-signed-in-as = Wedi mewngofnodi fel { $name }.
frame-how-you-sign-in = Sut rydych yn mewngofnodi
frame-your-sign-ins = Ble rydych wedi mewngofnodi
frame-ends-at = Byddwch yn cael eich allgofnodi am { $time } os na wnewch chi unrhyw beth yma cyn hynny. Mae’r hyn rydych wedi’i anfon wedi’i gadw; bydd yr hyn y byddwch yn ei deipio a’i anfon yn hwyrach yn cael ei gadw nes i chi fewngofnodi eto.
frame-you = chi

nav-your-case = Eich achos
nav-messages = Negeseuon
nav-your-rights = Eich hawliau
nav-how-we-contact-you = Sut rydym yn cysylltu â chi

timeout-title = Byddwch yn cael eich allgofnodi cyn bo hir
timeout-text = Nid ydych wedi gwneud unrhyw beth yma ers tro. Byddwch yn cael eich allgofnodi’n fuan iawn. Mae’r hyn rydych wedi’i deipio ar y dudalen hon yno o hyd.
timeout-left-one = Byddwch yn cael eich allgofnodi ymhen tua 1 munud.
timeout-left-two = Byddwch yn cael eich allgofnodi ymhen tua 2 funud.
timeout-over-title = Rydych wedi cael eich allgofnodi
timeout-over = Rydych wedi cael eich allgofnodi. Mae’r hyn y gwnaethoch ei deipio ar y dudalen hon o hyd. Anfonwch ef fel arfer: gofynnir i chi fewngofnodi eto, a chaiff ei gadw i chi.
timeout-stay = Aros wedi mewngofnodi
timeout-close = Cau

form-there-is-a-problem = Mae problem
form-error = Gwall:
form-saved = Wedi’i gadw
form-warning = Rhybudd

list-and = { $first }, a hefyd { $last }
