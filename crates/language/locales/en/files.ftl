### Files that people send.

files-title = Photos and files
files-about = You can send photos, letters, films or sounds that show what happened. The people who work on your case can open them.
files-metadata = A photo can say where it was taken. When others open your photo here, that is taken out. The original stays locked away, in case a court needs it.
files-urgent = Nobody looks at files at once. If you are in danger, call 999.
files-choose = Choose a photo or file
files-choose-hint = A photo, a PDF, a text, a film (MP4) or a sound (MP3). It can be up to 10 MB.
files-send = Send this file
files-saved = We have your file.
files-yours = Files in your case
files-name = Name
files-size = Size
files-when = Sent
files-open-note = When you open a file, it is saved on this phone or computer. Delete it there if somebody else could find it.
problem-file-too-large = This file is too large
problem-file-too-large-1 = Nothing was sent. We can take files of up to 10 MB.
problem-file-too-large-2 = You can make a photo smaller, or take a shorter film. You can also ask your contact how to give it to them.
problem-file-too-large-again = Choose another file

## what is wrong with a file

refusal-file-none = Choose a file
refusal-file-empty = Choose a file that is not empty
refusal-file-large = Choose a file of 10 MB or less
refusal-file-archive = We cannot take zip files or Word documents. Send a PDF or a photo of it instead
refusal-file-unknown = We cannot take this kind of file. Send a photo, a PDF, a text, a film (MP4) or a sound (MP3)
refusal-file-lies = This file is not what its name says. Send it under its own name, or as a photo or PDF
refusal-file-points = This picture is too large to open. Make it smaller, or take a photo of it
refusal-file-damaged = This file is damaged. Try to save it again, or take a photo of it
refusal-file-harmful = This file may harm other computers, so we cannot take it
refusal-file-later = We cannot take files at the moment. Try again later: nothing else is lost
refusal-file-most = You have sent as many files as this page can take. Ask your contact how to send more
