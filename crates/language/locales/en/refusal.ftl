### What can be wrong with a form. The use cases say it in English; these are looked up by it, also those with values.

refusal-days = Select the days, or leave the times empty
refusal-from = Select from what time
refusal-until = Select until what time
refusal-every-days = Enter a number of days, such as 14, or leave it empty
refusal-every-days-range = Days between updates must be from 1 to 365
refusal-never = The same way cannot be both wanted and never to be used
refusal-safe-word = The safe word must be { $most } characters or fewer
refusal-no-number = There is no mobile number on record for text messages. Choose another way, or correct the details
refusal-no-email = There is no email address on record. Choose another way, or correct the details
refusal-too-long = This must be { $most } characters or fewer. It has { $length }
refusal-too-long-detail = This must be { $most } characters or fewer
refusal-day = Enter a real day, such as 5 3 2026
refusal-time = Enter a time, such as 14:30
