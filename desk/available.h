/* SPDX-License-Identifier: ISC */
/* available.h: is somebody there to talk to?  semantics.md section 5, without
 * what belongs to one chat. Floor 3. */
#ifndef DESK_AVAILABLE_H
#define DESK_AVAILABLE_H

#include "desk/candidate.h"
#include "desk/opening.h"
#include "desk/visible.h"

#define AVAILABLE_OPERATOR \
	OPERATOR_THERE "AND a.operator_id = o.id AND NOT a.read_only "

/* For who belongs to no department, operators of All departments are there. */
#define AVAILABLE_NOWHERE \
	" EXISTS (SELECT 1 FROM operator o JOIN assignment a " \
	"WHERE" AVAILABLE_OPERATOR "AND" ASSIGNED_ALL ")"

/* For a department, "d", for which this holds: it must be open and have an
 * operator. */
#define AVAILABLE_SOMEWHERE(somewhere) \
	" EXISTS (SELECT 1 FROM department d JOIN operator o" \
	" JOIN" ASSIGNED "WHERE" AVAILABLE_OPERATOR "AND" OPENING_NOW \
	"AND " somewhere " AND" ASSIGNED_TO("d.id") ")"

/* The one for who belongs to no department, which is where the first
 * condition holds, or the other. */
#define AVAILABLE(nowhere, somewhere) \
	" ((" nowhere " AND" AVAILABLE_NOWHERE ")" \
	" OR" AVAILABLE_SOMEWHERE(somewhere) ") "

#endif
