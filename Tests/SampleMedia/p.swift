package enum SampleP {}
