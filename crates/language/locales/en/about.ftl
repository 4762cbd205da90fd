### What victims may say of themselves, so that it can be seen whether everybody is treated alike.

about-you-title = About you
about-you-why = We ask this to find out whether everybody is treated alike: whether women and men, people of every background and disabled people are told what they are owed, and in time.
about-you-choice = You do not have to answer. What you are owed, and what we do for you, stays the same whatever you say here. You can change it at any time.
about-you-who-sees = The people who see what help you need see it too. In figures you are counted together with many others, and never shown.
about-you-not-yours = Only the person themselves, or somebody who may say for them how they are contacted, can change this.
about-you-sex = What is your sex?
about-you-sex-female = Female
about-you-sex-male = Male
about-you-ethnicity = What is your ethnic group?
about-you-ethnicity-asian = Asian, Asian British or Asian Welsh
about-you-ethnicity-black = Black, Black British, Black Welsh, Caribbean or African
about-you-ethnicity-mixed = Mixed or multiple ethnic groups
about-you-ethnicity-white = White
about-you-ethnicity-other = Another ethnic group
about-you-disability = Do you have a condition or illness that makes daily life harder?
about-you-disability-hint = Of body or mind, if it has lasted or is likely to last 12 months or more
about-you-disability-yes = Yes
about-you-disability-no = No
about-you-not-said = I prefer not to say
about-you-no-answer = No answer
about-you-save = Save
about-you-go-back = Go back without changing anything
about-you-saved = Thank you. Your answers are saved.
about-you-copy = What you said about yourself
