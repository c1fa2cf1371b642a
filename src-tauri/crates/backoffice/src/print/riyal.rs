//! The Saudi riyal sign as published by the Saudi Central Bank, the same outline as the page's.
//! Fonts rarely have U+20C1.

use krilla::geom::PathBuilder;

/// One step of the outline, in its own units.
enum Step {
    Move(f32, f32),
    Line(f32, f32),
    /// Two control points and the end.
    Curve([f32; 6]),
    Close,
}

use Step::{Close, Curve, Line, Move};

/// The outline's height, in its own units.
const HEIGHT: f32 = 1257.0;
/// The outline's width, in its own units.
const WIDTH: f32 = 1124.0;

#[rustfmt::skip]
const OUTLINE: &[Step] = &[
    Move(699.62, 1113.02),
    Curve([679.56, 1157.50, 666.30, 1205.77, 661.22, 1256.39]),
    Line(1085.73, 1166.15),
    Curve([1105.79, 1121.68, 1119.04, 1073.40, 1124.13, 1022.78]),
    Close,
    Move(1085.73, 895.80),
    Curve([1105.79, 851.33, 1119.05, 803.05, 1124.13, 752.43]),
    Line(793.45, 822.76),
    Line(793.45, 687.56),
    Line(1085.72, 625.45),
    Curve([1105.78, 580.98, 1119.04, 532.70, 1124.12, 482.08]),
    Line(793.44, 552.35),
    Line(793.44, 66.13),
    Curve([742.77, 94.58, 697.77, 132.45, 661.19, 177.12]),
    Line(661.19, 580.47),
    Line(528.94, 608.58),
    Line(528.94, 0.00),
    Curve([478.27, 28.44, 433.27, 66.32, 396.69, 110.99]),
    Line(396.69, 636.68),
    Line(100.78, 699.56),
    Curve([80.72, 744.03, 67.45, 792.31, 62.36, 842.93]),
    Line(396.69, 771.88),
    Line(396.69, 942.14),
    Line(38.39, 1018.28),
    Curve([18.33, 1062.75, 5.07, 1111.03, -0.01, 1161.65]),
    Line(375.03, 1081.95),
    Curve([405.56, 1075.60, 431.80, 1057.55, 448.86, 1032.71]),
    Line(517.64, 930.74),
    Curve([524.78, 920.19, 528.94, 907.47, 528.94, 893.77]),
    Line(528.94, 743.79),
    Line(661.19, 715.68),
    Line(661.19, 986.08),
    Close,
];

/// How wide the sign is at a height, in the unit of the height.
pub(super) fn width(height: f32) -> f32 {
    height * WIDTH / HEIGHT
}

/// Adds the sign to a path: `x` its left edge, `baseline` its lower one, all in points.
pub(super) fn add(path: &mut PathBuilder, x: f32, baseline: f32, height: f32) {
    let scale = height / HEIGHT;
    let top = baseline - height;
    let across = |units: f32| x + units * scale;
    let down = |units: f32| top + units * scale;
    for step in OUTLINE {
        match *step {
            Move(right, low) => path.move_to(across(right), down(low)),
            Line(right, low) => path.line_to(across(right), down(low)),
            Curve([first, first_low, second, second_low, end, end_low]) => path.cubic_to(
                across(first),
                down(first_low),
                across(second),
                down(second_low),
                across(end),
                down(end_low),
            ),
            Close => path.close(),
        }
    }
}
