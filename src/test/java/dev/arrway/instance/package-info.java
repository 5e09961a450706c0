/** Tests of instances. */
package dev.arrway.instance;
