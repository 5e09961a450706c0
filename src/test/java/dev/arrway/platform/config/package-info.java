/** Tests of the configuration, and sources to load it from in other tests. */
package dev.arrway.platform.config;
