//! Keys and what is sealed with them: envelope keys, one for each person, and keyed indexes for search.
//! No I/O but the key files and the key service that a deployment names.
