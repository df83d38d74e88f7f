package dev.estibador.faults;

/** @param detail the failure, or the value that is not right */
record CellResult(Cell cell, Verdict verdict, String detail, long millis) {}
