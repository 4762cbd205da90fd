### Sut mae rhywun yn mewngofnodi: eu hallweddi pas eu hunain, a thudalen gyfrinair y staff.

signing-in-passkey = Gydag allwedd pas (passkey) rydych yn mewngofnodi gyda’ch bys, eich wyneb neu PIN, ar ffôn neu gyfrifiadur sy’n eiddo i chi.
signing-in-shared = Efallai y bydd pwy bynnag sy’n gallu datgloi eich ffôn yn gweld yn ei osodiadau fod ganddo allwedd pas ar gyfer y gwasanaeth hwn. Os oes rhywun arall yn defnyddio eich ffôn, peidiwch â gwneud un arno.
signing-in-again = I newid sut rydych yn mewngofnodi, mewngofnodwch eto’n gyntaf a dewch yn ôl i’r dudalen hon o fewn 10 munud. Mae hyn er mwyn sicrhau nad yw neb yn gwneud hynny ar sgrin a adawyd ar agor gennych.
signing-in-again-link = Mewngofnodi eto
signing-in-start = Dechrau
signing-in-change-password = Newid eich cyfrinair
signing-in-password-changed = Newidiwyd eich cyfrinair, ac rydych wedi cael eich allgofnodi ym mhobman arall
signing-in-make = Gwneud allwedd pas ar y ddyfais hon
signing-in-as-now = Gallwch barhau i fewngofnodi fel rydych yn ei wneud nawr.
signing-in-not-made = Ni wnaed allwedd pas. Gallwch roi cynnig arall arni.
signing-in-missing = Ni all y porwr hwn ddefnyddio allweddi pas yma, neu mae ei sgriptiau wedi’u diffodd.
signing-in-number = Allwedd pas { $number }
signing-in-used = Gwnaed { SOFT($made) }, defnyddiwyd ddiwethaf { SOFT($used) }.
signing-in-unused = Gwnaed { SOFT($made) }, heb ei defnyddio eto.
signing-in-remove = Dileu’r allwedd pas hon
signing-in-removed = Dilëwyd yr allwedd pas. Nid yw’n eich mewngofnodi mwyach
signing-in-added = Gallwch fewngofnodi gyda’ch allwedd pas o hyn ymlaen

password-title = Mewngofnodi gyda chyfrinair
password-name = Enw mewngofnodi
password-password = Cyfrinair
password-code = Cod o’ch ap
password-code-hint = Chwe digid, neu un o’ch codau adfer.
password-help = Os na allwch fewngofnodi, gofynnwch i ofalwr y gwasanaeth yn eich sefydliad. Gallant eich helpu i fewngofnodi eto heb weld eich cyfrinair byth.

people-victims = Dioddefwyr
people-others = Eraill

## Y papur y mae staff yn ei roi gyda chod

paper-code = Eich cod
paper-half = Hanner cyntaf eich cod
paper-go = Ewch i { $address }, dewiswch “{ $choice }” a theipiwch y cod hwn. Gofynnir un cwestiwn i chi. Mae’r cod yn gweithio unwaith, tan { SOFT($until) }.
paper-go-half = Ewch i { $address }, dewiswch “{ $choice }” a theipiwch yr hanner hwn, ac yn syth ar ei ôl yr hanner a anfonwyd i’ch ffôn symudol. Gofynnir un cwestiwn i chi. Mae’r cod yn gweithio unwaith, tan { SOFT($until) }.
paper-keep = Ni fydd neb yn eich ffonio i ofyn am y cod hwn. Cadwch y papur hwn lle mai dim ond chi sy’n ei weld, neu rhwygwch ef pan fyddwch wedi defnyddio’r cod.
