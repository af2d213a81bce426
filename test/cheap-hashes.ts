/** The cheapest hash that the settings allow: the tests compute hundreds, and none of them is kept. */
process.env.REKEY_BCRYPT_COST = '10';
