### What victims may say of themselves, so that it can be seen whether everybody is treated alike.

about-you-title = Amdanoch chi
about-you-why = Rydym yn gofyn hyn er mwyn gweld a yw pawb yn cael eu trin yr un fath: a yw menywod a dynion, pobl o bob cefndir a phobl anabl yn cael gwybod yr hyn sy’n ddyledus iddynt, ac mewn pryd.
about-you-choice = Nid oes rhaid i chi ateb. Mae’r hyn sy’n ddyledus i chi, a’r hyn a wnawn drosoch, yn aros yr un fath beth bynnag a ddywedwch yma. Gallwch ei newid ar unrhyw adeg.
about-you-who-sees = Mae’r bobl sy’n gweld pa help sydd ei angen arnoch yn gweld hyn hefyd. Mewn ffigurau rydych yn cael eich cyfrif gyda llawer o bobl eraill, a byth yn cael eich dangos.
about-you-not-yours = Dim ond y person ei hun, neu rywun a gaiff ddweud drostynt sut i gysylltu â nhw, all newid hyn.
about-you-sex = Beth yw eich rhyw?
about-you-sex-female = Benyw
about-you-sex-male = Gwryw
about-you-ethnicity = Beth yw eich grŵp ethnig?
about-you-ethnicity-asian = Asiaidd, Asiaidd Prydeinig neu Asiaidd Cymreig
about-you-ethnicity-black = Du, Du Prydeinig, Du Cymreig, Caribïaidd neu Affricanaidd
about-you-ethnicity-mixed = Grwpiau cymysg neu aml-ethnig
about-you-ethnicity-white = Gwyn
about-you-ethnicity-other = Grŵp ethnig arall
about-you-disability = A oes gennych gyflwr neu salwch sy’n gwneud bywyd bob dydd yn anoddach?
about-you-disability-hint = O ran y corff neu’r meddwl, os yw wedi para neu’n debygol o bara 12 mis neu fwy
about-you-disability-yes = Oes
about-you-disability-no = Nac oes
about-you-not-said = Mae’n well gennyf beidio â dweud
about-you-no-answer = Dim ateb
about-you-save = Cadw
about-you-go-back = Mynd yn ôl heb newid dim
about-you-saved = Diolch. Mae eich atebion wedi’u cadw.
about-you-copy = Yr hyn a ddywedoch amdanoch eich hun
