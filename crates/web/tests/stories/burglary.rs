//! A burglary: a man was arrested; then it ends without a charge, and she asks for a review.

use crate::walk::Walk;

pub async fn walk(walk: &mut Walk<'_>) {
    walk.sign_in("victim-1").await;
    walk.sees("case-stands").await;
    walk.look("your-case").await;
    walk.follow("/your-rights").await;
    walk.look("your-rights").await;
}
