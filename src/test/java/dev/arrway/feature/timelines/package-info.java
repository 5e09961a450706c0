/** Tests of timelines. */
package dev.arrway.feature.timelines;
