/**
 * The one way to AWS: settings, proxies, authorities, credentials and retries as the AWS CLI's users have them set up, and
 * the clients that are made of them. Knows no command and no exit code.
 */
@NullMarked
package io.ssmexport.service;

import org.jspecify.annotations.NullMarked;
