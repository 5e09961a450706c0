/** Tests of drift. */
package dev.arrway.drift;
