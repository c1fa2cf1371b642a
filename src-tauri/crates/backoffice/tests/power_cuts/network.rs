//! A network that notes what leaves the desk before it carries it, and is gone with the power.

use std::net::SocketAddr;
use std::sync::Arc;

use power_cut::Disk;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

pub struct Network {
    address: SocketAddr,
    carrying: JoinHandle<()>,
}

impl Network {
    /// Carries what comes to this address to `there`. Of each request that carries a wish, it is
    /// noted that it left.
    pub async fn at(address: SocketAddr, there: SocketAddr, disk: Arc<Disk>) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        Self {
            address: listener.local_addr().unwrap(),
            carrying: tokio::spawn(carry(listener, there, disk)),
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Nothing gets through any more, and what was under way is torn.
    pub async fn go_down(self) {
        self.carrying.abort();
        assert!(self.carrying.await.unwrap_err().is_cancelled());
    }
}

async fn carry(listener: TcpListener, there: SocketAddr, disk: Arc<Disk>) {
    let mut connections = JoinSet::new();
    while let Ok((near, _)) = listener.accept().await {
        let disk = Arc::clone(&disk);
        connections.spawn(async move {
            if let Ok(far) = TcpStream::connect(there).await {
                let (mut from_desk, mut to_desk) = near.into_split();
                let (mut from_points, mut to_points) = far.into_split();
                tokio::join!(
                    async {
                        let mut piece = [0; 16 * 1024];
                        // Either side may hang up at any time; that is the point of it.
                        while let Ok(count @ 1..) = from_desk.read(&mut piece).await {
                            for wish in wishes(&String::from_utf8_lossy(&piece[..count])) {
                                disk.mark(format!("left {wish}"));
                            }
                            if to_points.write_all(&piece[..count]).await.is_err() {
                                break;
                            }
                        }
                        to_points.shutdown().await.ok();
                    },
                    async {
                        copy(&mut from_points, &mut to_desk).await.ok();
                        to_desk.shutdown().await.ok();
                    },
                );
            }
        });
    }
}

/// The wishes that a piece of a request names: `wish-7-2` stands in its body and in no other.
fn wishes(piece: &str) -> impl Iterator<Item = &str> {
    piece.match_indices("wish-").map(|(start, _)| {
        let rest = &piece[start..];
        let end = rest
            .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
            .unwrap_or(rest.len());
        &rest[..end]
    })
}
