/** Tests of search schedules. */
package dev.arrway.feature.schedules;
