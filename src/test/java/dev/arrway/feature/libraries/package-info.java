/** Tests of libraries, and the wiring that other packages' tests use. */
package dev.arrway.feature.libraries;
