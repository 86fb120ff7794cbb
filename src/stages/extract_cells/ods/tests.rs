//! Tests of the reader as a whole: files made by Calc, and hand-written ones for the odd cases.
