//! `pointsctl orders print`: a PDF of orders.

use backoffice::desk::Access;
use backoffice::view::PrintRequest;
use serde::Serialize;

use crate::arguments::Print;
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::orders::resolve;
use crate::output::Output;

#[derive(Serialize)]
struct PrintedShape {
    path: String,
    orders: u32,
    pages: u32,
}

/// Writes the file. One key that names no order, or several, and nothing is written: a pile of
/// slips with one missing would be packed as it is.
pub(crate) async fn run(
    print: Print,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    opening
        .work(Access::ReadOnly, async |desk| {
            let mut uuids = Vec::with_capacity(print.keys.len());
            for key in &print.keys {
                uuids.push(resolve(desk, key).await?);
            }
            let request = PrintRequest {
                uuids,
                kind: print.kind.into(),
                paper: print.paper.into(),
                language: print.language.into(),
            };
            let printed = desk.print_orders_to(request, &print.out).await?;
            let shape = PrintedShape {
                path: printed.path,
                orders: printed.orders,
                pages: printed.pages,
            };
            output.result(&shape, || {
                let PrintedShape {
                    path,
                    orders,
                    pages,
                } = &shape;
                format!("{path}: orders {orders}, pages {pages}")
            })?;
            Ok(Ending::Good)
        })
        .await
}
