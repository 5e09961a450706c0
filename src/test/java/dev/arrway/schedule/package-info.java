/** Tests of search schedules. */
package dev.arrway.schedule;
