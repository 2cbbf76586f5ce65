/* reason.h - what errno and signals say, in words. */
#ifndef TEXT_REASON_H
#define TEXT_REASON_H

/* What this value of errno means, as strerror(3) has it; of one that is unknown, that it is. */
const char *reason_text(int reason);

/* What this signal means, as strsignal(3) has it. */
const char *signal_text(int number);

#endif
