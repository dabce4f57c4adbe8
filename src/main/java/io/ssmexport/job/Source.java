package io.ssmexport.job;

/** One account in one region: what has a list of invocations of its own. */
record Source(String account, String region) {}
