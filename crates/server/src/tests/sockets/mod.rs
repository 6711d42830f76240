//! Both sockets over a real listener.

mod closing;
mod load;
mod replay;
mod team;
