/* Whatever bytes a parcel has, what is read of them can be written and read. */
#include "fuzz.h"

#include "../../gen/build/parcel.h"

FUZZ(parcel)
{
    struct parcel parcel = {0}, again = {0};
    struct buf bytes = {0};

    if (parcel_decode(&parcel, (struct str){(const char *)data, size})) {
        parcel_write(&parcel, &bytes);
        MUST(parcel_read(&again, buf_view(&bytes)) == PARCEL_FINE);
        MUST(again.inputs == parcel.inputs && again.assets == parcel.assets);
        MUST(again.pages == parcel.pages && !again.report == !parcel.report);
    }
    parcel_free(&again);
    parcel_free(&parcel);
    buf_free(&bytes);
}
