//! A network between the desk and its Points that can go away in the middle of anything.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

pub struct Network {
    here: SocketAddr,
    there: SocketAddr,
    carrying: Option<JoinHandle<()>>,
}

impl Network {
    /// Carries what comes to a free port of this machine to `there`.
    pub async fn to(there: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self {
            here: listener.local_addr().unwrap(),
            there,
            carrying: Some(tokio::spawn(carry(listener, there))),
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.here
    }

    /// Nothing gets through, and what was under way is torn.
    pub async fn go_down(&mut self) {
        if let Some(carrying) = self.carrying.take() {
            carrying.abort();
            assert!(carrying.await.unwrap_err().is_cancelled());
        }
    }

    pub async fn come_back(&mut self) {
        if self.carrying.is_some() {
            return;
        }
        for _ in 0..100 {
            if let Ok(listener) = TcpListener::bind(self.here).await {
                self.carrying = Some(tokio::spawn(carry(listener, self.there)));
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("somebody else took {}", self.here);
    }
}

async fn carry(listener: TcpListener, there: SocketAddr) {
    let mut connections = JoinSet::new();
    while let Ok((mut near, _)) = listener.accept().await {
        connections.spawn(async move {
            if let Ok(mut far) = TcpStream::connect(there).await {
                // Either side may hang up at any time; that is the point of it.
                let _carried = copy_bidirectional(&mut near, &mut far).await;
            }
        });
    }
}
