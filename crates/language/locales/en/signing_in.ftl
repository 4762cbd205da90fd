### How somebody signs in: their own passkeys, and the password page that staff reach before anybody knows who they are.

signing-in-passkey = With a passkey you sign in with your finger, your face or a PIN, on a phone or computer that is yours.
signing-in-shared = Whoever can unlock your phone may see in its settings that it has a passkey for this service. If somebody else uses your phone, do not make one there.
signing-in-again = To change how you sign in, sign in again first and come back to this page within 10 minutes. This is so that nobody does it on a screen that you left open.
signing-in-again-link = Sign in again
signing-in-start = Start
signing-in-change-password = Change your password
signing-in-password-changed = Your password was changed, and you are signed out everywhere else
signing-in-make = Make a passkey on this device
signing-in-as-now = You can go on signing in as you do now.
signing-in-not-made = No passkey was made. You can try again.
signing-in-missing = This browser cannot use passkeys here, or its scripts are turned off.
signing-in-number = Passkey { $number }
signing-in-used = Made { $made }, last used { $used }.
signing-in-unused = Made { $made }, not used yet.
signing-in-remove = Remove this passkey
signing-in-removed = The passkey was removed. It no longer signs you in
signing-in-added = You can sign in with your passkey from now on

password-title = Sign in with a password
password-name = Sign-in name
password-password = Password
password-code = Code from your app
password-code-hint = Six digits, or one of your recovery codes.
password-help = If you cannot sign in, ask the caretaker of the service in your organisation. They can help you back in and never see your password.

people-victims = Victims
people-others = Others

## The paper that staff hand over with a code

paper-code = Your code
paper-half = The first half of your code
paper-go = Go to { $address }, choose “{ $choice }” and type this code. You will be asked one question. The code works once, until { $until }.
paper-go-half = Go to { $address }, choose “{ $choice }” and type this half, and right after it the half that was sent to your mobile. You will be asked one question. The code works once, until { $until }.
paper-keep = Nobody will ring you to ask for this code. Keep this paper where only you see it, or tear it up when you have used it.
