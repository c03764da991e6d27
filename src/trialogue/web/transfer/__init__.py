"""Data into the study and out of it: take-over of data sets, exports, cuts."""
