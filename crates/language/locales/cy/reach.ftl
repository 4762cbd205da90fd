### Sut mae cyrraedd rhywun heb eu gwneud yn llai diogel: eu tudalen, eu ffurflen, yr hyn a anfonwyd.

reach-title = Sut i gysylltu â chi’n ddiogel
reach-not-safe = Dywedoch wrthym nad yw’n ddiogel cysylltu â chi nawr. Ni fyddwn yn anfon dim atoch nac yn ffonio neb nes i chi, neu rywun sydd wedi siarad â chi, ddweud ei bod yn ddiogel eto.
reach-asked-for = Dyma’r hyn y gofynnoch amdano. Mae pawb sy’n cysylltu â chi yn ei weld yn gyntaf.
reach-nobody-asked = Nid oes neb wedi gofyn i chi eto pa ffyrdd sy’n ddiogel ar gyfer negeseuon. Nes i chi ddweud yma, ni fyddwn yn anfon unrhyw negeseuon atoch yn awtomatig.
reach-kept = Dywedoch hyn wrthym hefyd: { $what }. Nid yw’n cael ei ddangos yma, fel na all neb arall ei ddarllen ar eich sgrin.
reach-kept-safe-word = gair diogel
reach-kept-safe-contact = beth sy’n gwneud cysylltu â chi’n ddiogel neu’n anniogel
reach-kept-tell-also = wrth bwy arall y cawn ddweud
reach-change = Newid sut rydym yn cysylltu â chi
reach-sent = Negeseuon rydym wedi’u hanfon atoch
reach-sent-day = Diwrnod
reach-sent-what = Beth
reach-rather = Os byddai’n well gennych ddweud wrth rywun
reach-tell = Dywedwch wrth { $contact }. Nid oes rhaid i chi roi rheswm.
reach-whoever = bwy bynnag fydd yn cysylltu â chi nesaf
reach-who-or-team = { $name }, neu { $team }

reach-stop = Os nad yw’n ddiogel ar hyn o bryd
reach-stop-text = Byddwn yn atal pob neges a galwad ar unwaith. Ni fydd neb yn cael gwybod pam.
reach-stop-button = Nid yw’n ddiogel cysylltu â mi nawr
reach-stop-done = Wedi’i wneud. Ni fyddwn yn anfon dim atoch nac yn ffonio neb nes i chi ddweud ei bod yn ddiogel eto.
reach-again = Pan fydd yn ddiogel eto
reach-again-text = Byddwn yn mynd ymlaen fel y gofynnoch o’r blaen.
reach-again-button = Mae’n ddiogel cysylltu â mi eto
reach-again-done = Diolch. Byddwn yn mynd ymlaen fel y gofynnoch o’r blaen.
reach-unchanged = Ni newidiwyd unrhyw beth.
reach-saved = Wedi’i gadw. Mae pawb sy’n cysylltu â chi yn ei weld yn gyntaf.

reach-row-how = Sut
reach-row-never = Byth
reach-row-own-words = Pryd, yn eich geiriau chi
reach-row-when = Pryd
reach-row-news = Newyddion
reach-row-often = Diweddariadau, hyd yn oed heb newyddion
reach-row-format = Fformat
reach-row-forms = Ffurfiau
reach-row-language = Iaith
reach-any-day = Unrhyw ddiwrnod, o 8am tan 8pm
reach-every-days =
    { $days ->
        [1] Bob dydd
        [7] Bob wythnos
       *[other] Bob { $days } diwrnod
    }

way-phone = Galwad ffôn
way-text = Neges destun
way-email = E-bost
way-letter = Llythyr
way-in-person = Cyfarfod wyneb yn wyneb
way-video = Galwad fideo
way-advocate = Drwy rywun sy’n gweithredu ar fy rhan
way-then = { $first }, wedyn { $next }

hours-every-day = Bob dydd
hours-any-time = { $days }, unrhyw bryd
hours-from-until = { $days } o { $from } tan { $until }

alerts-each-time = Bob tro y bydd newyddion
alerts-once-a-day = Unwaith y dydd ar y mwyaf
alerts-once-a-week = Unwaith yr wythnos ar y mwyaf
alerts-never = Dim o gwbl

format-large-print = Print bras
format-easy-read = Hawdd ei ddeall
format-bsl = Iaith Arwyddion Prydain
format-braille = Braille
format-audio = Sain
format-paper = Ar bapur, drwy’r post

reads-english = Saesneg
reads-welsh = Cymraeg
reads-other = Iaith arall

bad-news-no-wish = Does dim ots gen i
bad-news-call-first = Ffonio fi yn gyntaf
bad-news-in-person = Dod i ddweud wrthyf wyneb yn wyneb
bad-news-through-somebody = Drwy rywun sy’n gweithredu ar fy rhan
bad-news-in-writing = Yn ysgrifenedig, i mi ei ddarllen pan fyddaf yn barod

## Y ffurflen

reach-any-time = Gallwch newid hyn unrhyw bryd. Nid oes rhaid i chi lenwi popeth.
reach-may = Sut y cawn gysylltu â chi?
reach-may-hint = Dewiswch bob ffordd sy’n ddiogel i chi.
reach-must-not = Beth na chawn ei ddefnyddio byth?
reach-no-number = Nid oes gennym rif ffôn symudol i chi. Dywedwch wrth eich person cyswllt os ydych am gael negeseuon testun.
reach-number = Bydd negeseuon testun yn mynd i
reach-email-if = { $email }, os byddwch yn dewis e-bost.
reach-no-email = Nid oes gennym gyfeiriad e-bost i chi.
reach-days = Ar ba ddiwrnodau y gallwn gysylltu â chi?
reach-days-hint = Os byddwch yn gadael hyn yn wag, bydd yn golygu unrhyw ddiwrnod o 8am tan 8pm.
reach-days-other = Diwrnodau eraill ar amserau eraill, os oes rhai
reach-days-other-hint = Gadewch hyn yn wag os yw’r cyntaf yn ddigon.
reach-choose-time = Dewiswch amser
reach-from = O
reach-until = Tan
reach-from-other = O (diwrnodau eraill)
reach-until-other = Tan (diwrnodau eraill)
reach-alerts = Pa mor aml y dylem ddweud wrthych fod newyddion?
reach-alerts-hint = Dim ond dweud bod neges newydd y mae’r neges. Nid yw’n dweud beth yw ei phwnc.
reach-often = Pa mor aml y dylem ysgrifennu neu ffonio, hyd yn oed heb newyddion?
reach-often-hint = Bob hyn a hyn o ddiwrnodau. Gadewch yn wag os dim ond newyddion rydych ei eisiau.
reach-calls = Os bydd rhywun yn eich ffonio
reach-no-voicemail = Peidiwch â gadael neges ar fy mheiriant ateb
reach-no-withheld = Nid wyf yn ateb galwadau o rifau cudd
reach-formats = A oes angen gwybodaeth arnoch ar ffurf arall?
reach-reads = Pa iaith yr hoffech ei darllen?
reach-other-language = Os iaith arall, pa un?
reach-interpreter = Cyfieithydd ar y pryd
reach-needs-interpreter = Mae angen cyfieithydd arnaf pan fydd rhywun yn siarad â mi
reach-bad-news = Os bydd newyddion drwg, sut y dylai gyrraedd?
reach-say = Beth mae ein negeseuon yn ei ddweud
reach-may-name = Caiff negeseuon ddweud eu bod am fy achos
reach-may-name-hint = Os byddwch yn gadael hyn yn wag, byddant yn dweud dim ond bod gennych neges newydd.
reach-told-before = Dywedoch hyn wrthym o’r blaen. Nid yw’n cael ei ddangos yma. Bydd yr hyn y byddwch yn ei ysgrifennu nawr yn cymryd ei le.
reach-safe-word = Gair sy’n dangos i chi mai ni sydd yno
reach-safe-word-hint = Byddwn yn ei ddweud pan fyddwn yn ffonio. Gallwch chi hefyd ei ddefnyddio i ddweud na allwch siarad.
reach-safe-contact = A oes unrhyw beth arall sy’n ei gwneud yn ddiogel neu’n anniogel?
reach-safe-contact-hint = Dim ond pobl sy’n cysylltu â chi sy’n darllen hyn.
reach-tell-also = Wrth bwy arall y cawn ddweud?
reach-tell-also-hint = Er enghraifft, rhywun sy’n eich cefnogi.
reach-forget = Anghofio’r hyn a ddywedais wrthych o’r blaen
reach-forget-safe-word = Fy ngair diogel
reach-forget-safe-contact = Beth sy’n ei gwneud yn ddiogel neu’n anniogel
reach-forget-tell-also = Wrth bwy arall y cewch ddweud
reach-save = Cadw
reach-leave = Gadael fel y mae

## Yr hyn a anfonwyd

masked-text = Neges destun i’r rhif sy’n gorffen gyda { $end }
masked-email = E-bost i’r cyfeiriad sy’n dechrau gyda { $first } ac yn gorffen gyda @{ $site }
sent-text = Gwnaethom anfon neges destun atoch.
sent-email = Gwnaethom anfon e-bost atoch.
sent-letter = Gwnaethom anfon llythyr atoch.
not-delivered-text = Nid oedd modd danfon neges destun atoch.
not-delivered-email = Nid oedd modd danfon e-bost atoch.
not-delivered-letter = Nid oedd modd danfon llythyr atoch.
sent-person-needed = Nid oedd modd i ni anfon neges atoch. Bydd rhywun yn cysylltu â chi.
