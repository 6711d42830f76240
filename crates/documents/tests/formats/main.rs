//! Files of every kind, made here, read as their owners would read them.

mod hostile;
mod make;
mod mutated;
mod office;
mod opendocument;
mod pdf;
mod rich;
mod shown;
