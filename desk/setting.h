/* SPDX-License-Identifier: ISC */
/* setting.h: switches of the whole installation. Floor 3. */
#ifndef DESK_SETTING_H
#define DESK_SETTING_H

struct db;

/* Are visitors recorded?  1, 0, -1 failed.  One trip. */
int setting_tracking(struct db *);
int setting_tracking_set(struct db *, int on); /* 0, -1; one trip */

#endif
