/** Tests of the store, and the database that other packages' tests use. */
package dev.arrway.platform.store;
