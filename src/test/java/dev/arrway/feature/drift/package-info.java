/** Tests of drift. */
package dev.arrway.feature.drift;
