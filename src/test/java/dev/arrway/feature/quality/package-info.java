/** Tests of quality profiles. */
package dev.arrway.feature.quality;
