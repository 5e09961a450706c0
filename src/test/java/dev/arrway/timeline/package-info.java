/** Tests of timelines. */
package dev.arrway.timeline;
