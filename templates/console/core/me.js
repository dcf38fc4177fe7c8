// templates/console/core/me.js - who has signed in, and what the role may do
//
// This hides what the server would refuse; the server decides.
let me = null;

export const setMe = (value) => {
	me = value;
};
export const whoami = () => me;

const is = (...roles) => roles.includes(me?.role);

export const may = {
	read: () => is("chief", "clerk", "admin", "viewer"),
	change: () => is("chief", "clerk", "admin"),
	teach: () => is("chief", "clerk", "admin", "trainer"),
	audit: () => is("chief", "admin"),
	word: () => is("chief", "admin"),
	administer: () => is("admin"),
	all: () => true,
};
