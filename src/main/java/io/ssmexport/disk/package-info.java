/** Files and directories that are on the disk, not only in its cache, when a call returns. */
@NullMarked
package io.ssmexport.disk;

import org.jspecify.annotations.NullMarked;
