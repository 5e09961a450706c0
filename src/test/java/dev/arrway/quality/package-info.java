/** Tests of quality profiles. */
package dev.arrway.quality;
