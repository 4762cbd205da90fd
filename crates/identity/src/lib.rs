//! Who somebody is: OpenID Connect, passkeys, passwords with a second factor, one-time codes. Protocols only:
//! no SQL, no HTML, no knowledge of cases.
